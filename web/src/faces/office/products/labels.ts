// How labels fill the sheets that shops buy. Knows no product and no screen.

/** Labels of each sheet of A4 that the node knows. */
export const SHEETS = ['21', '24', '33', '40', '65'] as const;
export type SheetWord = (typeof SHEETS)[number];

/** The node makes no more at once. */
export const MAX_LABELS = 1_000;

/** A whole number as typed; nothing for anything else. */
export function whole(text: string): number | undefined {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined;
}

/** How many sheets labels need, the first of them from a place on. */
export function sheetsOf(labels: number, sheet: SheetWord, start: number): number {
  return Math.ceil((labels + start - 1) / Number(sheet));
}
