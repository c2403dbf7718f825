// Tables as people speak of them: their order in the house, the rooms they stand in, and what
// somebody means who types "1-12, VIP". Knows no screen and asks nobody.

const labels = new Intl.Collator('id', { numeric: true });

/** Where a table stands and what stands on it. */
export interface Placed {
  area: string;
  label: string;
}

/** By room, then by label as people count. */
export function byPlace(a: Placed, b: Placed): number {
  return labels.compare(a.area, b.area) || labels.compare(a.label, b.label);
}

/** The rooms that tables stand in, each once. */
export function areasOf(tables: readonly Placed[]): string[] {
  return [...new Set(tables.map(({ area }) => area).filter(Boolean))].sort(labels.compare);
}

/** How many tables are made at once: more than that is a slip of the hand. */
export const MOST_AT_ONCE = 100;

/** "1-12", "A01–A12", "A1-12": a word, a number, and the number that ends the row. */
const ROW = /^(\D*)(\d{1,4})\s*[-–—]\s*(\D*)(\d{1,4})$/;

/** The labels of a row; nothing where it is none, as in "Kebun-2" or "9-3". */
function rowOf(words: string): string[] | undefined {
  const [, lead = '', first = '', again = '', last = ''] = ROW.exec(words) ?? [];
  const [from, to] = [Number(first), Number(last)];
  const isRow = first !== '' && (again === '' || again === lead) && from < to;
  if (!isRow || to - from >= MOST_AT_ONCE) return undefined;
  const width = first.startsWith('0') ? first.length : 0;
  const number = (n: number): string => lead + String(from + n).padStart(width, '0');
  return Array.from({ length: to - from + 1 }, (_, n) => number(n));
}

/** The labels that somebody typed, each once: names and rows, with commas between. */
export function labelsOf(typed: string): string[] {
  const words = typed.split(',').map((part) => part.trim().replace(/\s+/g, ' '));
  const all = words.filter(Boolean).flatMap((part) => rowOf(part) ?? [part]);
  const folded = all.map(sameAs);
  return all.filter((_, n) => folded.indexOf(folded[n] ?? '') === n);
}

/** Labels that differ in case alone are one to the node, which lets two tables not share one. */
export function sameAs(label: string): string {
  return label.toLowerCase();
}
