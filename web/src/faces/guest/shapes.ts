// What the node and a guest's phone say to each other. Knows no screen.
import type { View } from '../../api/views';

/** The branch as a guest sees it. */
export interface Branch {
  code: string;
  name: string;
  address: string;
  currency: string;
  tz_offset_min: number;
}

/** Who this phone is, and where it sits. */
export interface GuestView {
  guest: string;
  name?: string | null;
  table: string;
  label: string;
  area: string;
  sitting: number;
  branch: Branch;
  typed_tables: boolean;
}

/** What somebody without a code is told. */
export interface DoorView {
  branch: Branch;
  typed_tables: boolean;
}

/** An option of a group, by their numbers. */
export interface Chosen {
  group: number;
  option: number;
}

export interface MenuOption {
  option: number;
  name: string;
  price: number;
}

/** What may or must be chosen with a dish: at least `least`, at most `most` options. */
export interface MenuGroup {
  group: number;
  name: string;
  least: number;
  most: number;
  options: readonly MenuOption[];
}

export interface MenuProduct {
  id: number;
  name: string;
  category: number;
  unit: string;
  price: number;
  per_milli: number;
  picture?: string | null;
  sold_out: boolean;
  groups: readonly number[];
  /** What guests gave it, hundredths of a star; nothing where the shop does not show it. */
  stars?: number | null;
}

export interface MenuView {
  branch: Branch;
  categories: readonly { id: number; name: string }[];
  products: readonly MenuProduct[];
  groups: readonly MenuGroup[];
  popular: readonly number[];
}

/** A line of a draft as the phone writes it; nothing of it is left at quantity 0. */
export interface DraftWrite {
  line: string;
  product: number;
  quantity_milli: number;
  chosen: readonly Chosen[];
  note?: string;
}

/** A line as the node has it: with its sum, or with what stands in its way. */
export interface DraftLine extends Omit<DraftWrite, 'note'> {
  name: string;
  chosen_names: readonly string[];
  note?: string | null;
  gross?: number | null;
  trouble?: string | null;
}

/** What a guest has chosen and not ordered yet. */
export interface Draft {
  table: string;
  label: string;
  sitting: number;
  guest: string;
  name?: string | null;
  lines: readonly DraftLine[];
  gross: number;
}

/**
 * An order; `ready` names the lines that the kitchen is done with, `from_phone` the phone that sent it,
 * by its number as a guest.
 */
export type Order = View<'OrderView'> & { ready?: readonly number[]; from_phone?: string };

export type CallKind = 'waiter' | 'bill';

export interface Call {
  call: string;
  table: string;
  label: string;
  sitting: number;
  kind: CallKind;
  guest?: string | null;
  at: number;
  answered: boolean;
}

/** How long the kitchen's last orders took: the middle half of them; nothing when it has just begun. */
export interface Waiting {
  of: number;
  low_s?: number | null;
  high_s?: number | null;
}

/** A place in the stream of changes; only the node reads it. */
export type Cursor = string | number;

/** Everything of a table at once. */
export interface Snapshot {
  cursor: Cursor;
  orders: readonly Order[];
  tables: readonly View<'TableView'>[];
  drafts: readonly Draft[];
  calls: readonly Call[];
}

export type TableNow = Snapshot & { waiting?: Waiting };

/** A message of the live line. */
export type Said =
  | { type: 'hello' | 'beat' }
  | ({ type: 'snapshot' } & Snapshot)
  | { type: 'order'; cursor: Cursor; order: Order }
  | { type: 'table'; cursor: Cursor; table: View<'TableView'> }
  | { type: 'draft'; cursor: Cursor; draft: Draft }
  | { type: 'call'; cursor: Cursor; call: Call }
  | { type: 'over'; cursor: Cursor; table: string; sitting: number }
  | { type: 'poke'; topic: string };

/** What the node answers to an order. */
export interface OrderPlaced {
  order: string;
  n: number;
  gross: number;
}
