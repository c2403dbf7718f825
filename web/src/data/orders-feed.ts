// What a board knows of its house, message by message: a snapshot, then each change. Pure; knows
// neither the socket nor a screen. The contract of the messages is the live feed's `feed=orders`.
import type { CallView, DraftView, OrderView, TableView } from './order-shapes';

/** Where the feed stands: given back to the node after the line broke. */
export type Cursor = string | number;

export interface House {
  /** Nothing before the first snapshot. */
  cursor: Cursor | undefined;
  orders: ReadonlyMap<string, OrderView>;
  tables: ReadonlyMap<string, TableView>;
  /** By table and guest. */
  drafts: ReadonlyMap<string, DraftView>;
  /** Unanswered ones. */
  calls: ReadonlyMap<string, CallView>;
}

export const EMPTY_HOUSE: House = {
  cursor: undefined,
  orders: new Map(),
  tables: new Map(),
  drafts: new Map(),
  calls: new Map(),
};

export type FeedMessage =
  | { type: 'hello'; life: string; now: number }
  | {
      type: 'snapshot';
      cursor: Cursor;
      orders: OrderView[];
      tables: TableView[];
      drafts: DraftView[];
      calls: CallView[];
    }
  | { type: 'order'; cursor: Cursor; order: OrderView }
  | { type: 'table'; cursor: Cursor; table: TableView }
  | { type: 'draft'; cursor: Cursor; draft: DraftView }
  | { type: 'call'; cursor: Cursor; call: CallView & { answered: boolean } }
  | { type: 'over'; cursor: Cursor; table: string; sitting: number }
  | { type: 'poke'; topic: string; n: number }
  | { type: 'beat'; now: number };

/** Whether somebody still waits for it. */
export function isOpen(order: OrderView): boolean {
  return order.state === 'placed' || order.state === 'started';
}

/** Whether the kitchen may begin with it, or has: it waits for no payment. */
export function isForKitchen(order: OrderView): boolean {
  return isOpen(order) && !order.waits_for_payment;
}

function draftKey({ table, guest }: DraftView): string {
  return `${table} ${guest}`;
}

function having<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value) {
  return new Map(map).set(key, value);
}

function without<Value>(map: ReadonlyMap<string, Value>, gone: (value: Value) => boolean) {
  return new Map([...map].filter(([, value]) => !gone(value)));
}

/** Whether its guests have left: the table's sitting is a later one, and nobody waits for it. */
function isPast(house: House, order: OrderView): boolean {
  const running = order.table === undefined ? undefined : house.tables.get(order.table)?.sitting;
  return !isOpen(order) && running !== undefined && running > (order.sitting ?? 0);
}

/** The house after an order changed; also for a change that this device expects. */
export function withOrder(house: House, order: OrderView): House {
  const orders = isPast(house, order)
    ? without(house.orders, (other) => other.order === order.order)
    : having(house.orders, order.order, order);
  return { ...house, orders };
}

function withDraft(house: House, draft: DraftView): House {
  const key = draftKey(draft);
  const drafts =
    draft.lines.length === 0
      ? without(house.drafts, (other) => draftKey(other) === key)
      : having(house.drafts, key, draft);
  return { ...house, drafts };
}

function withCall(house: House, { answered, ...call }: CallView & { answered: boolean }): House {
  const calls = answered
    ? without(house.calls, (other) => other.call === call.call)
    : having(house.calls, call.call, call);
  return { ...house, calls };
}

/** A table stands as the next guests find it. */
function cleared({ since, ...table }: TableView, sitting: number): TableView {
  void since;
  return { ...table, sitting, open_orders: 0, gross: 0, guests: 0 };
}

/** The house after the guests of a sitting left. */
export function withOver(house: House, table: string, sitting: number): House {
  const gone = (of: { table?: string | undefined; sitting?: number | undefined }): boolean =>
    of.table === table && (of.sitting ?? 0) <= sitting;
  const stands = house.tables.get(table);
  const tables =
    stands && stands.sitting <= sitting
      ? having(house.tables, table, cleared(stands, sitting + 1))
      : house.tables;
  return {
    ...house,
    tables,
    orders: without(house.orders, gone),
    drafts: without(house.drafts, gone),
    calls: without(house.calls, gone),
  };
}

function snapshotOf(message: Extract<FeedMessage, { type: 'snapshot' }>): House {
  return {
    cursor: message.cursor,
    orders: new Map(message.orders.map((order) => [order.order, order])),
    tables: new Map(message.tables.map((table) => [table.table, table])),
    drafts: new Map(message.drafts.map((draft) => [draftKey(draft), draft])),
    calls: new Map(message.calls.map((call) => [call.call, call])),
  };
}

function changed(house: House, message: FeedMessage): House {
  switch (message.type) {
    case 'order':
      return withOrder(house, message.order);
    case 'table':
      return { ...house, tables: having(house.tables, message.table.table, message.table) };
    case 'draft':
      return withDraft(house, message.draft);
    case 'call':
      return withCall(house, message.call);
    case 'over':
      return withOver(house, message.table, message.sitting);
    default:
      return house;
  }
}

/** The house after a message; a message of an unknown kind changes nothing. */
export function told(house: House, message: FeedMessage): House {
  if (message.type === 'snapshot') return snapshotOf(message);
  const next = changed(house, message);
  return 'cursor' in message ? { ...next, cursor: message.cursor } : next;
}
