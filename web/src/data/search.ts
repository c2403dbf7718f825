// Search over what a till sells: every word that was typed must be found, whole words before
// parts of words. Small enough to run at each letter over ten thousand products.

/** Never more than this is drawn. */
export const MAX_FOUND = 60;

const ACCENTS = /[\u0300-\u036f]/g;

/** Letters as they are compared: small, without accents. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').toLowerCase();
}

interface Searched {
  readonly haystack: string;
}

/** Where a text fits how well: 0 at its beginning, 1 at a word, 2 inside one. */
function rankOf(haystack: string, word: string): number {
  if (haystack.startsWith(word)) return 0;
  return haystack.includes(` ${word}`) ? 1 : 2;
}

/** Those that hold every typed word, the best fits first, otherwise in their order; at most `most`. */
export function find<Row extends Searched>(
  rows: readonly Row[],
  typed: string,
  most = MAX_FOUND,
): Row[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return rows.slice(0, most);
  const ranks: Row[][] = [[], [], []];
  for (const row of rows) {
    if (words.every((word) => row.haystack.includes(word))) {
      ranks[rankOf(row.haystack, first)]?.push(row);
    }
  }
  return ranks.flat().slice(0, most);
}
