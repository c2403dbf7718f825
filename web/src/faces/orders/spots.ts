// What the board shows of each table and each order to go: pure sums over the house. Knows no
// screen and no word.
import { isOpen, type House } from '../../data/orders-feed';
import type {
  CallView,
  DraftView,
  OrderState,
  OrderView,
  TableView,
} from '../../data/order-shapes';
import { byPlace } from '../../data/tables';
import { isLate } from '../staff/place';

/** A table with all that goes on at it. */
export interface Spot {
  table: TableView;
  /** Its running sitting's orders, the oldest first, without those called off. */
  orders: readonly OrderView[];
  drafts: readonly DraftView[];
  calls: readonly CallView[];
}

/** How a table stands, the most pressing first. */
export type SpotState = 'late' | Exclude<OrderState, 'cancelled'> | 'choosing' | 'empty';

/** An order to go stays in sight for so long after it was handed out. */
const LINGER_MS = 30 * 60_000;

/** An order that was called off is none any more. */
function stands(order: OrderView): boolean {
  return order.state !== 'cancelled';
}

/** Every table in use, by room and label. */
export function spotsOf(house: House): Spot[] {
  const orders = [...house.orders.values()].filter(stands).sort((a, b) => a.at - b.at);
  const tables = [...house.tables.values()].filter((table) => table.active).sort(byPlace);
  return tables.map((table) => {
    const here = (of: { table?: string; sitting?: number }): boolean =>
      of.table === table.table && of.sitting === table.sitting;
    return {
      table,
      orders: orders.filter(here),
      drafts: [...house.drafts.values()].filter(here),
      calls: [...house.calls.values()].filter(here),
    };
  });
}

/** Orders to go: those that somebody waits for, the oldest first, then those just handed out. */
export function awaysOf(house: House, now: number): OrderView[] {
  const orders = [...house.orders.values()].filter((order) => order.service !== 'table');
  return orders
    .filter((order) => isOpen(order) || (stands(order) && now - (order.ended_at ?? 0) < LINGER_MS))
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || a.at - b.at);
}

export function stateOf({ orders, drafts, table }: Spot, now: number): SpotState {
  if (orders.some((order) => isLate(order, now))) return 'late';
  const states = new Set(orders.map((order) => order.state));
  const pressing = (['placed', 'started', 'finished'] as const).find((state) => states.has(state));
  if (pressing) return pressing;
  return drafts.length > 0 || table.guests > 0 ? 'choosing' : 'empty';
}

/** How many dishes are made, of how many. */
export function servedOf(orders: readonly OrderView[]): { done: number; all: number } {
  const all = orders.reduce((sum, order) => sum + order.lines.length, 0);
  const done = orders.reduce(
    (sum, order) => sum + (order.state === 'finished' ? order.lines.length : order.ready.length),
    0,
  );
  return { done, all };
}

export function grossOf(orders: readonly OrderView[]): number {
  return orders.reduce((sum, order) => sum + order.gross, 0);
}

/** How long the oldest of them has stood: those that somebody waits for, else all. */
export function ageOf(orders: readonly OrderView[], now: number): number | undefined {
  const open = orders.filter(isOpen);
  const oldest = Math.min(...(open.length > 0 ? open : orders).map((order) => order.at));
  return Number.isFinite(oldest) ? now - oldest : undefined;
}

/** A counter over the board. */
export interface StateCount {
  state: Exclude<OrderState, 'cancelled'>;
  count: number;
  oldest: number | undefined;
  late: number;
}

export function countsOf(orders: readonly OrderView[], now: number): StateCount[] {
  return (['placed', 'started', 'finished'] as const).map((state) => {
    const those = orders.filter((order) => order.state === state);
    const late = those.filter((order) => isLate(order, now)).length;
    return { state, count: those.length, oldest: ageOf(those, now), late };
  });
}
