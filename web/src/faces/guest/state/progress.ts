// How far an order is, dish by dish, and how long it may still take, said no better than it is known.
import type { Order, Waiting } from '../shapes';

export const STEPS = ['waiting', 'cooking', 'done'] as const;
export type Step = (typeof STEPS)[number];

const STEP_OF: Readonly<Record<string, Step>> = {
  placed: 'waiting',
  started: 'cooking',
  finished: 'done',
};

/** Where an order stands; nothing when it was called off. */
export function stepOf({ state }: Order): Step | undefined {
  return STEP_OF[state];
}

/** Whether somebody waits for it. */
export function isOpen(order: Order): boolean {
  const step = stepOf(order);
  return step === 'waiting' || step === 'cooking';
}

/** Where a dish of it stands. */
export function dishStep(order: Order, index: number): Step | undefined {
  const step = stepOf(order);
  return step === 'cooking' && order.ready?.includes(index) ? 'done' : step;
}

/** How many of its dishes are done. */
export function doneDishes(order: Order): number {
  return order.lines.filter((_, index) => dishStep(order, index) === 'done').length;
}

/** What may be said about the time that is left. */
export type Wait = { kind: 'unknown' | 'soon' } | { kind: 'minutes'; low: number; high: number };

const MINUTE_MS = 60_000;

function minutesLeft(seconds: number, ageMs: number): number {
  return Math.ceil((seconds * 1000 - ageMs) / MINUTE_MS);
}

/** The time left of an order of this age, out of what the kitchen's last orders took. */
export function waitOf(waiting: Waiting | undefined, ageMs: number): Wait {
  if (typeof waiting?.low_s !== 'number' || typeof waiting.high_s !== 'number') {
    return { kind: 'unknown' };
  }
  const high = minutesLeft(waiting.high_s, ageMs);
  const low = Math.max(1, minutesLeft(waiting.low_s, ageMs));
  return high <= 1 ? { kind: 'soon' } : { kind: 'minutes', low, high };
}

/** The order that a guest looks for first: the newest that somebody waits for, else the newest. */
export function foremost(orders: readonly Order[]): Order | undefined {
  const newest = [...orders].sort((a, b) => b.at - a.at);
  return newest.find(isOpen) ?? newest[0];
}
