// Which round sums of notes a customer is likely to hand over for an amount.
import { upToNote } from '../../../money/coins';
import type { Amount } from '../../../money/settings';

/** Rupiah notes that people round up to. */
const NOTES: readonly Amount[] = [5_000, 10_000, 20_000, 50_000, 100_000];
const MOST = 4;

/** Sums above the amount, rising, without repeats. */
export function notesFor(due: Amount): Amount[] {
  const sums = NOTES.map((note) => upToNote(due, note)).filter((sum) => sum > due);
  return [...new Set(sums)].sort((a, b) => a - b).slice(0, MOST);
}
