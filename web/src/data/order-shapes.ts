// The shapes of tables and orders as boards know them, by the words of the contract. Knows no
// screen and sends nothing.
import type { Given, View } from '../api/views';

export type OrderState = 'placed' | 'started' | 'finished' | 'cancelled';
export type Service = 'table' | 'take_away' | 'delivery';

export type DishView = Given<View<'DishView'>>;

export type OrderView = Omit<Given<View<'OrderView'>>, 'state' | 'service'> & {
  state: OrderState;
  service: Service;
  /** The indexes of the lines that the kitchen is done with. */
  ready: number[];
};

export type TableView = Given<View<'TableView'>> & {
  /** Phones that joined this sitting. */
  guests: number;
};

/** Somebody at a table wants a person. */
export interface CallView {
  call: string;
  table: string;
  label: string;
  sitting: number;
  kind: 'waiter' | 'bill';
  guest?: string;
  at: number;
}

/** A line that a guest has chosen and not sent. */
export interface DraftLineView {
  line: string;
  product: number;
  name: string;
  quantity_milli: number;
  chosen_names: string[];
  note?: string;
  /** What it comes to; nothing when it cannot be ordered now. */
  gross?: number;
  /** Why it cannot. */
  trouble?: string;
}

/** What a guest has chosen and not sent. */
export interface DraftView {
  table: string;
  label: string;
  sitting: number;
  guest: string;
  name?: string;
  lines: DraftLineView[];
  gross: number;
}

/** A part of the kitchen and the categories that are made there. */
export interface StationView {
  station: string;
  name: string;
  categories: number[];
  active: boolean;
}

/** What the code of a table's running sitting opens. */
export interface TableCode {
  table: string;
  area: string;
  label: string;
  sitting: number;
  path: string;
  /** The whole address under which phones reach the node; nothing where they cannot. */
  url?: string;
}
