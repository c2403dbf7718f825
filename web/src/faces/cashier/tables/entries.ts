// What waits to be paid, as the page lists it: a bill with its table, its guests and its parts. Pure;
// knows no screen, no node and no amount but those it was told.
import { isOpen, type House } from '../../../data/orders-feed';
import type { CallView } from '../../../data/order-shapes';
import { byPlace } from '../../../data/tables';
import type { BillDetail, BillPart, BillView, OwedLine } from './shapes';

/** Bills that are read together: a whole one, or the open parts of one. */
export interface Group {
  /** The whole bill. */
  whole: string;
  /** Another one as soon as anything happened to any of them. */
  mark: string;
}

/** The open bills by the whole that they belong to, in their order. */
export function groupsOf(rows: readonly BillView[]): Group[] {
  const marks = new Map<string, string[]>();
  for (const { bill, parent, version } of rows) {
    const whole = parent ?? bill;
    marks.set(whole, [...(marks.get(whole) ?? []), `${bill}@${version}`]);
  }
  return [...marks].map(([whole, mark]) => ({ whole, mark: mark.join() }));
}

export interface Entry {
  /** The whole bill. */
  bill: string;
  detail: BillDetail;
  /** What stands on the table; nothing for an order to go. */
  label: string | undefined;
  area: string;
  service: string;
  /** The orders' numbers of the day. */
  numbers: readonly number[];
  /** Who ordered, each once. */
  names: readonly string[];
  /** Guests at the table: phones that joined, else the names that ordered. */
  guests: number;
  /** Parts that nobody has paid; none of a bill that is not divided. */
  waiting: readonly BillPart[];
  /** Whether something of it is still on its way from the kitchen. */
  cooking: boolean;
  /** Somebody at the table asked for the bill. */
  call: CallView | undefined;
}

function each<Value>(values: readonly (Value | undefined)[]): Value[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

function entryOf(detail: BillDetail, house: House): Entry {
  const table = detail.table === undefined ? undefined : house.tables.get(detail.table);
  const running = table?.sitting === detail.sitting ? table : undefined;
  const names = each(detail.lines.map((line) => line.guest));
  const orders = each(detail.lines.map((line) => line.order));
  const calls = [...house.calls.values()];
  return {
    bill: detail.bill,
    detail,
    label: table?.label ?? detail.label,
    area: table?.area ?? '',
    service: detail.service ?? 'table',
    numbers: each(detail.lines.map((line) => line.n)).sort((a, b) => a - b),
    names,
    guests: Math.max(running?.guests ?? 0, names.length),
    waiting: (detail.parts ?? []).filter((part) => part.state === 'open'),
    cooking: orders.some((id) => {
      const order = house.orders.get(id);
      return order !== undefined && isOpen(order);
    }),
    call: calls.find(
      ({ kind, table, sitting }) =>
        kind === 'bill' && table === detail.table && sitting === detail.sitting,
    ),
  };
}

/** Everything that somebody has to pay: tables as they stand in the house, then orders to go by age. */
export function entriesOf(details: Iterable<BillDetail>, house: House): Entry[] {
  const waits = ({ state, parts, lines }: BillDetail): boolean =>
    lines.length > 0 && (state === 'open' || (parts ?? []).some((part) => part.state === 'open'));
  const entries = [...details].filter(waits).map((detail) => entryOf(detail, house));
  const place = ({ area, label }: Entry) => ({ area, label: label ?? '' });
  return entries.sort(
    (a, b) =>
      Number(a.label === undefined) - Number(b.label === undefined) ||
      byPlace(place(a), place(b)) ||
      a.detail.at - b.detail.at,
  );
}

/** The lines of one guest; without a name, those that the house ordered for the table. */
export interface GuestLines {
  guest: string | undefined;
  lines: readonly OwedLine[];
}

/** The lines by who ordered them, in the order in which they came. */
export function byGuest(lines: readonly OwedLine[]): GuestLines[] {
  const guests = [...new Set(lines.map((line) => line.guest))];
  return guests.map((guest) => ({ guest, lines: lines.filter((line) => line.guest === guest) }));
}
