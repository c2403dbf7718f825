// In which ways a report adds up, and how its rows are called.
import { weekday } from '../../../format/time';
import type { ReportRow } from '../shapes';
import { t } from '../words';
import { w } from './words';

export const BY = [
  'days',
  'hours',
  'products',
  'categories',
  'staff',
  'methods',
  'branches',
] as const;
export type By = (typeof BY)[number];

const two = (hour: number): string => String(hour).padStart(2, '0');

/** An hour of the day, from its first minute to its last. */
export function hourName(hour: number): string {
  return w.hour(two(hour), two(hour + 1));
}

/** What a row is called. */
export function nameOf(row: ReportRow, by: By): string {
  if (by === 'days') return weekday(row.key);
  if (by === 'hours') return hourName(Number(row.key));
  if (by === 'methods') return t.methods[row.key] ?? row.key;
  return row.name ?? w.unknown;
}

/** What a row is called under its bar. */
export function shortName(row: ReportRow, by: By): string {
  return by === 'hours' ? two(Number(row.key)) : nameOf(row, by);
}

/** Ways along a line of time, drawn from left to right; the others stand by how much they are. */
export function isTime(by: By): boolean {
  return by === 'days' || by === 'hours';
}
