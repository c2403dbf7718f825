// The device's own store (IndexedDB): what a till keeps to go on without its node. Knows what is
// kept under which name, and nothing of when or why.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Discount } from '../money/quote';
import type { Amount, Milli } from '../money/settings';

/** Grows with every change of the stores below. */
const VERSION = 1;

/** A command that no node has confirmed, or that one refused. */
export interface Waiting {
  /** The command's id: one row a command. */
  command: string;
  /** Where it goes. */
  path: string;
  /** The exact bytes: sent again and again, never written anew. */
  body: string;
  /** When it was made, epoch ms. */
  at: number;
  /** The till that made it. */
  till: number;
  /** Whose sale it is: it is sent while this person is signed in, and under no other name. */
  staff: number;
  staffName: string;
  /** What people see of it while it waits. */
  shown: { lines: { name: string; quantity: Milli }[]; total: Amount; method: string };
  /** What to make a new receipt of, when this one cannot be. */
  lines: KeptLine[];
  tries: number;
  /** Not before this moment, epoch ms. */
  notBefore: number;
  /** Why the last try did not end it. */
  why?: Trouble;
  /** Refused for good: somebody has to look at it. It blocks nothing. */
  refused: boolean;
}

/** What stood in the way, as far as people are told. */
export interface Trouble {
  code: string;
  title: string;
  facts: Record<string, unknown>;
}

/** A command that a node confirmed. */
export interface Confirmed {
  command: string;
  at: number;
  answer: unknown;
}

/** A line of a basket, as it is kept. */
export interface KeptLine {
  product: number;
  quantity: Milli;
  note?: string | undefined;
  discount?: Discount | undefined;
  /** The label of a scale that says what the line costs: 13 digits. */
  label?: string | undefined;
}

/** A basket that was put aside. */
export interface Held {
  id: string;
  at: number;
  name: string;
  lines: KeptLine[];
  billDiscount?: Discount | undefined;
  note?: string | undefined;
}

interface Stores extends DBSchema {
  kept: { key: string; value: unknown };
  outbox: { key: string; value: Waiting };
  confirmed: { key: string; value: Confirmed; indexes: { at: number } };
  held: { key: string; value: Held };
}

export type Device = IDBPDatabase<Stores>;

/** Opens the store of this origin. */
export function openDevice(name = 'nusa-kasir'): Promise<Device> {
  return openDB<Stores>(name, VERSION, {
    upgrade(db) {
      db.createObjectStore('kept');
      db.createObjectStore('outbox', { keyPath: 'command' });
      db.createObjectStore('confirmed', { keyPath: 'command' }).createIndex('at', 'at');
      db.createObjectStore('held', { keyPath: 'id' });
    },
  });
}

/** What was kept under a name. */
export async function recall<Value>(device: Device, name: string): Promise<Value | undefined> {
  return (await device.get('kept', name)) as Value | undefined;
}

/** Keeps a value that can be fetched again: what does not fit is not kept, and that is no harm. */
export async function keep(device: Device, name: string, value: unknown): Promise<void> {
  try {
    await device.put('kept', value, name);
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

/** Whether a write failed because the device has no room left. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
