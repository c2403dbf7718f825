// What a product picker offers for the words that were typed: what the node found, in its order of
// names, and before it whatever has exactly these words as its SKU or barcode. Knows no screen.
import type { ProductRow } from '../shapes';

/** A page of the list of products, and the cursor of the next. */
export interface ProductPage {
  items: ProductRow[];
  next?: string;
}

/** What is asked of the list of products. */
export interface ProductsAsked {
  search?: string;
  sort?: 'sku';
  limit: number;
  after?: string;
}

export type AskProducts = (asked: ProductsAsked) => Promise<ProductPage>;

/** Products of a first page: more than are offered, because some may be chosen already. */
const FEW = 20;
/** Products of a page that is read through for a code: the most that the node gives at once. */
const MANY = 500;
/** Pages that are read through: a code that still more products contain is hardly meant as one. */
const PAGES = 4;

function hasSku({ sku }: ProductRow, words: string): boolean {
  return sku.toLowerCase() === words.toLowerCase();
}

/** Whether a product has these words as its SKU, in any case, or as its barcode. */
export function isExact(row: ProductRow, words: string): boolean {
  return words !== '' && (hasSku(row, words) || row.barcode === words);
}

/** An exact SKU first, then an exact barcode; the others stay in their order. */
export function exactFirst(rows: readonly ProductRow[], words: string): ProductRow[] {
  const rank = (row: ProductRow): number =>
    isExact(row, words) ? (hasSku(row, words) ? 0 : 1) : 2;
  return [...rows].sort((one, other) => rank(one) - rank(other));
}

export class ProductOffers {
  #rows = $state.raw<readonly ProductRow[]>();
  #words: string | undefined;
  #turn = 0;

  constructor(private readonly ask: AskProducts) {}

  /** What is offered; nothing before the first answer. */
  get rows(): readonly ProductRow[] | undefined {
    return this.#rows;
  }

  /** Whether the rows answer these words, and not some that were typed before. */
  answers(typed: string): boolean {
    return this.#words === typed.trim();
  }

  /**
   * Looks for what was typed. `told` is called when rows have come, and again when a code was found
   * beyond the first page. A late answer, or none, changes nothing.
   */
  async look(typed: string, told: () => void): Promise<void> {
    const turn = ++this.#turn;
    const words = typed.trim();
    const show = (rows: readonly ProductRow[]): void => {
      if (turn !== this.#turn) return;
      [this.#rows, this.#words] = [rows, words];
      told();
    };
    try {
      const search = words === '' ? {} : { search: words };
      const { items, next } = await this.ask({ ...search, limit: FEW });
      show(exactFirst(items, words));
      if (words === '' || next === undefined || items.some((row) => isExact(row, words))) return;
      const found = await this.#readOn(words, () => turn === this.#turn);
      if (found) show([found, ...items]);
    } catch {
      // What is offered stays; the next letter asks again.
    }
  }

  /** Reads all that was found, by SKU, until the code is there. */
  async #readOn(words: string, isAsked: () => boolean): Promise<ProductRow | undefined> {
    let after: string | undefined;
    for (let page = 0; page < PAGES && isAsked(); page += 1) {
      const behind = after === undefined ? {} : { after };
      const asked = { search: words, sort: 'sku', limit: MANY, ...behind } as const;
      const { items, next } = await this.ask(asked);
      const found = exactFirst(items, words).find((row) => isExact(row, words));
      if (found || next === undefined) return found;
      after = next;
    }
    return undefined;
  }
}
