// The labels of a branch's scales as somebody sets them: rows of choices, each a text.
import type { BranchSettings } from '../shapes';

export type LabelSettings = BranchSettings['till']['labels'][number];

/** One layout while it is being set. */
export interface LabelRow {
  key: number;
  prefix: string;
  kind: 'weight' | 'price';
  item: string;
  value: string;
  scale: string;
}

/** The shop's own prefixes (GS1 keeps them for it), two digits. */
export const PREFIXES = Array.from({ length: 10 }, (_, n) => String(20 + n));
/** Digits that an item or a value has. */
export const DIGITS = Array.from({ length: 9 }, (_, n) => String(n + 1));
/** What one of the value is worth: grams, or units of money. */
export const SCALES = ['1', '10', '100', '1000'];
/** Digits of item and value together: 13 without prefix and check digit. */
const ROOM = 10;

export function rowOf(label: LabelSettings, key: number): LabelRow {
  return {
    key,
    prefix: String(label.prefix),
    kind: label.kind === 'price' ? 'price' : 'weight',
    item: String(label.item_digits),
    value: String(label.value_digits),
    scale: String(label.scale),
  };
}

export function settingsOf({ prefix, kind, item, value, scale }: LabelRow): LabelSettings {
  return {
    prefix: Number(prefix),
    kind,
    item_digits: Number(item),
    value_digits: Number(value),
    scale: Number(scale),
  };
}

/** A layout to begin with, under the first prefix that no other row has; nothing when all are taken. */
export function freshRow(rows: readonly LabelRow[], key: number): LabelRow | undefined {
  const prefix = PREFIXES.find((one) => rows.every((row) => row.prefix !== one));
  if (prefix === undefined) return undefined;
  return { key, prefix, kind: 'weight', item: '5', value: '5', scale: '1' };
}

/** What is wrong with a row beside the others. */
export function wrongWith(
  row: LabelRow,
  rows: readonly LabelRow[],
): 'digits' | 'twice' | undefined {
  if (Number(row.item) + Number(row.value) > ROOM) return 'digits';
  return rows.some((other) => other !== row && other.prefix === row.prefix) ? 'twice' : undefined;
}

/** A label of this layout as the scale would print it, grouped, without its check digit. */
export function sampleOf({ prefix, item, value }: LabelRow): string {
  const digits = (count: string, last: string): string => last.padStart(Number(count), '0');
  const gap = '·'.repeat(Math.max(ROOM - Number(item) - Number(value), 0));
  return [prefix, digits(item, '7'), gap, digits(value, '5'), '·'].filter(Boolean).join(' ');
}
