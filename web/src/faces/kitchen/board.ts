// What a kitchen's board shows of the house: the tickets of a station, what others owe to them and
// what is still to be cooked. Pure; knows no screen.
import { isForKitchen, type House } from '../../data/orders-feed';
import type { DishView, OrderView, StationView } from '../../data/order-shapes';

/** A station, or the whole kitchen. */
export type Shown = StationView | undefined;

/** A dish of a ticket with its place in the order. */
export interface TicketLine {
  n: number;
  dish: DishView;
  done: boolean;
}

function linesOf(order: OrderView): TicketLine[] {
  return order.lines.map((dish, n) => ({ n, dish, done: order.ready.includes(n) }));
}

function isMadeAt(line: TicketLine, station: Shown): boolean {
  return station === undefined || station.categories.includes(line.dish.category);
}

/** The station's own lines of an order. */
export function ownLines(order: OrderView, station: Shown): TicketLine[] {
  return linesOf(order).filter((line) => isMadeAt(line, station));
}

/** What the station has not made yet. */
export function owedLines(order: OrderView, station: Shown): TicketLine[] {
  return ownLines(order, station).filter((line) => !line.done);
}

/** What other stations still owe to the same order. */
export function owedByOthers(order: OrderView, station: Shown): TicketLine[] {
  return linesOf(order).filter((line) => !line.done && !isMadeAt(line, station));
}

/** Open orders to which the station owes something, the oldest first. */
export function ticketsOf(house: House, station: Shown): OrderView[] {
  return [...house.orders.values()]
    .filter((order) => isForKitchen(order) && owedLines(order, station).length > 0)
    .sort((a, b) => a.at - b.at || a.n - b.n);
}

/** A dish and how much of it is still to be cooked, thousandths. */
export interface ToCook {
  name: string;
  unit: string;
  milli: number;
}

/** Everything still to be cooked, the most first. */
export function toCook(tickets: readonly OrderView[], station: Shown): ToCook[] {
  const sums = new Map<string, ToCook>();
  for (const { dish } of tickets.flatMap((order) => owedLines(order, station))) {
    const before = sums.get(dish.name)?.milli ?? 0;
    const { name, unit } = dish;
    sums.set(name, { name, unit, milli: before + dish.quantity_milli });
  }
  return [...sums.values()].sort((a, b) => b.milli - a.milli);
}

const CHARACTERS_A_ROW = 24;

/** Rows of text that a ticket's lines need: one each, and more for what is chosen or noted. */
export function rowsOf(lines: readonly TicketLine[]): number {
  return lines.reduce((rows, { dish, done }) => {
    if (done) return rows + 1;
    const more = [...(dish.chosen ?? []).map((one) => one.name), dish.note ?? ''].join(', ').length;
    const nameRows = Math.ceil(dish.name.length / CHARACTERS_A_ROW);
    return rows + nameRows + Math.ceil(more / CHARACTERS_A_ROW) * 0.7;
  }, 0);
}
