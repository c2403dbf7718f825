// A barcode scanner is a keyboard that types faster than anybody: figures within milliseconds, an
// Enter at the end. This tells it from people, letter by letter, and loses none of many scans in
// a row. Knows no product and no field.

/** Between two letters of a scanner pass fewer milliseconds. */
const GAP_MS = 50;
/** A code that has begun so quickly may falter for fewer milliseconds: half a code is no code. */
const FALTER_MS = 250;
/** So many letters in a row, as quick as that, are nobody's typing. */
const CERTAIN_LETTERS = 3;
/** Shorter codes are typed by people. */
const LEAST_LETTERS = 4;

/** What a key means. */
export type Keyed =
  | { kind: 'typed' }
  /** A scan may have begun with this key: remember what stood in the field. */
  | { kind: 'begun' }
  /** A whole code; the key is not for the field. */
  | { kind: 'scanned'; code: string };

export class Scanner {
  #letters = '';
  #last = -Infinity;

  /** One key at a moment in milliseconds. */
  key(key: string, at: number): Keyed {
    const certain = this.#letters.length >= CERTAIN_LETTERS;
    const within = at - this.#last < (certain ? FALTER_MS : GAP_MS);
    this.#last = at;
    if (key === 'Enter' || key === 'Tab') return this.#ended(within);
    if (key.length !== 1) return { kind: 'typed' };
    if (within) {
      this.#letters += key;
      return { kind: 'typed' };
    }
    this.#letters = key;
    return { kind: 'begun' };
  }

  #ended(within: boolean): Keyed {
    const code = this.#letters;
    this.#letters = '';
    this.#last = -Infinity;
    return within && code.length >= LEAST_LETTERS ? { kind: 'scanned', code } : { kind: 'typed' };
  }
}

/** The two digits that GS1 keeps for labels of the shop itself. */
export function isShopLabel(code: string): boolean {
  return /^2\d{12}$/.test(code);
}
