// Which round sums of notes a customer is likely to hand over for an amount.
import { upToNote } from '../../../money/coins';
import type { Amount } from '../../../money/settings';

/** Rupiah notes that people round up to. */
const NOTES: readonly Amount[] = [5_000, 10_000, 20_000, 50_000, 100_000];
const MOST = 3;

/** Sums above the amount, rising: the nearest, and those of the largest notes. */
export function notesFor(due: Amount): Amount[] {
  const above = NOTES.map((note) => upToNote(due, note)).filter((sum) => sum > due);
  const sums = [...new Set(above)].sort((a, b) => a - b);
  return sums.length > MOST ? [...sums.slice(0, 1), ...sums.slice(1 - MOST)] : sums;
}
