// What a step of the kitchen or the waiter makes of an order, so that a board can show it before
// the node has answered. The node decides; what it says replaces what is foreseen here.
import type { OrderView } from './order-shapes';

export type Step =
  | { kind: 'start' }
  | { kind: 'ready'; lines: readonly number[] }
  | { kind: 'recall'; lines: readonly number[] }
  | { kind: 'finish' }
  | { kind: 'cancel' };

/** The indexes of the lines that the kitchen still owes. */
export function openLines(order: OrderView): number[] {
  return order.lines.map((_, n) => n).filter((n) => !order.ready.includes(n));
}

function begun(order: OrderView, at: number): OrderView {
  return { ...order, state: 'started', started_at: order.started_at ?? at };
}

function ended(order: OrderView, state: 'finished' | 'cancelled', at: number): OrderView {
  return { ...order, state, ended_at: at };
}

function bumped(order: OrderView, lines: readonly number[], at: number): OrderView {
  const ready = [...new Set([...order.ready, ...lines])].sort((a, b) => a - b);
  const next = begun({ ...order, ready }, at);
  return openLines(next).length === 0 ? ended(next, 'finished', at) : next;
}

function recalled(order: OrderView, lines: readonly number[], at: number): OrderView {
  const { ended_at, ...open } = order;
  void ended_at;
  return begun({ ...open, ready: order.ready.filter((n) => !lines.includes(n)) }, at);
}

/** Whether the step still leads on: the feed may have told a later state before the answer came. */
function leadsOn({ state }: OrderView, { kind }: Step): boolean {
  if (kind === 'start') return state === 'placed';
  if (kind === 'cancel' || kind === 'recall') return state !== 'cancelled';
  return state === 'placed' || state === 'started';
}

/** The order after the step; as it was, where the step no longer leads on. */
export function after(order: OrderView, step: Step, at: number): OrderView {
  if (!leadsOn(order, step)) return order;
  switch (step.kind) {
    case 'start':
      return begun(order, at);
    case 'ready':
      return bumped(order, step.lines, at);
    case 'recall':
      return recalled(order, step.lines, at);
    case 'finish':
      return ended(order, 'finished', at);
    case 'cancel':
      return ended(order, 'cancelled', at);
  }
}
