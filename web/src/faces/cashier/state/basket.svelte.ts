// What the customer wants, line by line, and what it comes to by the money engine. It survives a
// reload of its tab. Knows no payment and no node.
import type { Catalogue, Product } from '../../../data/catalogue';
import type { KeptLine } from '../../../data/device';
import {
  quote,
  type BasketAsked,
  type Discount,
  type Quote,
  type Tender,
} from '../../../money/quote';
import { MoneyRefusal } from '../../../money/engine';
import type { PriceVersion } from '../../../money/price';
import type { Milli } from '../../../money/settings';
import type { Shelf } from './shelf.svelte';
import { stated } from './stated';

const KEPT_AS = 'nusa.basket';
/** A receipt has no more lines (`crates/facts/src/limits.rs`). */
export const MAX_LINES = 200;
/** A quantity has no more than this, thousandths. */
const MAX_MILLI = 1_000_000_000;
/** One piece, thousandths. */
export const ONE: Milli = 1000;

export interface Line {
  /** Tells lines apart on this page. */
  key: number;
  product: Product;
  quantity: Milli;
  note?: string | undefined;
  discount?: Discount | undefined;
  /** The label of a scale that says what it costs; what its quantity is, is read from it each time. */
  label?: string | undefined;
}

/** Why a basket has no total. */
export type Unpriced =
  { why: 'price_missing' | 'label'; product: Product } | { why: 'money'; number: number };

interface Kept {
  lines: KeptLine[];
  billDiscount?: Discount | undefined;
}

export class Basket {
  #lines = $state.raw<readonly Line[]>([]);
  #billDiscount = $state.raw<Discount>();
  #nextKey = 1;
  /** Which line was touched last: the screen shows it. */
  touched = $state<number>();

  constructor(private readonly shelf: Shelf) {}

  get lines(): readonly Line[] {
    return this.#lines;
  }

  get billDiscount(): Discount | undefined {
    return this.#billDiscount;
  }

  get empty(): boolean {
    return this.#lines.length === 0;
  }

  /** How many of each product there are, thousandths. */
  readonly quantities: ReadonlyMap<number, Milli> = $derived.by(() => {
    const sums = new Map<number, Milli>();
    for (const line of this.#lines) {
      const { id } = line.product;
      sums.set(id, (sums.get(id) ?? 0) + this.quantityOf(line));
    }
    return sums;
  });

  /** What it comes to before anybody pays; nothing while it is empty or cannot be priced. */
  readonly quote: Quote | undefined = $derived.by(() => {
    const priced = this.#priced;
    return priced && 'quote' in priced ? priced.quote : undefined;
  });

  /** Why there is no total although there are lines. */
  readonly unpriced: Unpriced | undefined = $derived.by(() => {
    const priced = this.#priced;
    return priced && 'unpriced' in priced ? priced.unpriced : undefined;
  });

  readonly #priced = $derived.by(() => {
    const { catalogue, now } = this.shelf;
    if (!catalogue || this.empty) return undefined;
    return this.#price(catalogue, now, []);
  });

  /** What is left to pay after these payments; nothing where they cannot be. */
  settle(tenders: readonly Tender[]): Quote | undefined {
    const { catalogue, now } = this.shelf;
    if (!catalogue || this.empty) return undefined;
    const priced = this.#price(catalogue, now, tenders);
    return 'quote' in priced ? priced.quote : undefined;
  }

  /** What it would come to with other discounts; to compare with a limit. */
  quoteWith(limitPpm: number): Quote | undefined {
    const { catalogue, now } = this.shelf;
    if (!catalogue || this.empty) return undefined;
    const limit = { ppm: limitPpm };
    const lines = this.#lines.map((line) => (line.discount ? { ...line, discount: limit } : line));
    const priced = this.#price(catalogue, now, [], lines, this.#billDiscount && limit);
    return 'quote' in priced ? priced.quote : undefined;
  }

  /** The quantity of a line; a label's follows from the price that holds now. */
  quantityOf({ product, quantity, label }: Line): Milli {
    const { catalogue, now } = this.shelf;
    const said = label && catalogue && stated(label, product, catalogue, now);
    return said ? said.quantity : quantity;
  }

  /** The price of a line. A scale knows no price for much, so its label keeps the ordinary one. */
  priceOf(
    { product, label }: Line,
    catalogue: Catalogue | undefined = this.shelf.catalogue,
    at: number = this.shelf.now,
  ): PriceVersion | undefined {
    const together = label ? 0 : this.quantities.get(product.id);
    return catalogue?.priceAt(product.id, at, together);
  }

  #price(
    catalogue: Catalogue,
    at: number,
    tenders: readonly Tender[],
    lines: readonly Line[] = this.#lines,
    billDiscount: Discount | undefined = this.#billDiscount,
  ): { quote: Quote } | { unpriced: Unpriced } {
    const priced: BasketAsked['lines'][number][] = [];
    for (const line of lines) {
      const { product, discount, label } = line;
      const price = this.priceOf(line, catalogue, at);
      const said = label ? stated(label, product, catalogue, at) : undefined;
      if (price && label && !said) return { unpriced: { why: 'label', product } };
      const quantity = said?.quantity ?? line.quantity;
      if (!price) return { unpriced: { why: 'price_missing', product } };
      const { taxes, service, discountable } = product;
      const { amount, per_milli } = price;
      const settings = { taxes, service, discountable, discount, gross: said?.gross };
      priced.push({ price: amount, per_milli, quantity_milli: quantity, ...settings });
    }
    const { branch } = catalogue;
    const taxes = catalogue.taxesAt(at);
    try {
      return { quote: quote({ branch, taxes, lines: priced, billDiscount, tenders }) };
    } catch (error) {
      if (error instanceof MoneyRefusal)
        return { unpriced: { why: 'money', number: error.number } };
      throw error;
    }
  }

  /** Adds to the plain line of a product, or begins one. Answers false when there is no room. */
  add(product: Product, quantity: Milli = ONE, label?: string): boolean {
    const plain = this.#lines.find(
      (line) => line.product.id === product.id && !line.note && !line.discount && !line.label,
    );
    if (plain && !label) return this.setQuantity(plain.key, plain.quantity + quantity);
    if (this.#lines.length >= MAX_LINES || quantity > MAX_MILLI) return false;
    const line = { key: this.#nextKey++, product, quantity, label };
    this.#change([...this.#lines, line], line.key);
    return true;
  }

  /** Sets a line's quantity; none takes the line away. */
  setQuantity(key: number, quantity: Milli): boolean {
    if (quantity > MAX_MILLI) return false;
    if (quantity <= 0) this.remove(key);
    else this.#edit(key, (line) => ({ ...line, quantity }));
    return true;
  }

  /** One step of a line's own unit; of a labelled pack, one pack. */
  step(key: number, by: 1 | -1): void {
    const line = this.#lines.find((line) => line.key === key);
    if (!line) return;
    if (!line.label) this.setQuantity(key, line.quantity + by * ONE);
    else if (by > 0) this.add(line.product, line.quantity, line.label);
    else this.remove(key);
  }

  setNote(key: number, note: string): void {
    this.#edit(key, (line) => ({ ...line, note: note.trim() || undefined }));
  }

  setDiscount(key: number, discount: Discount | undefined): void {
    this.#edit(key, (line) => ({ ...line, discount }));
  }

  setBillDiscount(discount: Discount | undefined): void {
    this.#billDiscount = discount;
    this.#keep();
  }

  remove(key: number): void {
    const lines = this.#lines.filter((line) => line.key !== key);
    if (lines.length === 0) this.#billDiscount = undefined;
    this.#change(lines, undefined);
  }

  clear(): void {
    this.#billDiscount = undefined;
    this.#change([], undefined);
  }

  /** The lines as they are kept and sent. */
  kept(): KeptLine[] {
    return this.#lines.map(({ product, quantity, note, discount, label }) => ({
      product: product.id,
      quantity,
      note,
      discount,
      label,
    }));
  }

  /** Takes kept lines in; products that are no longer sold are left out and counted. */
  take(lines: readonly KeptLine[], billDiscount?: Discount): number {
    const known = lines.flatMap((kept) => {
      const product = this.shelf.catalogue?.product(kept.product);
      return product ? [{ ...kept, product, key: this.#nextKey++ }] : [];
    });
    this.#billDiscount = billDiscount;
    this.#change(known, undefined);
    return lines.length - known.length;
  }

  /** What this tab had before a reload. */
  restore(): void {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? 'null') as Kept | null;
      if (kept) this.take(kept.lines, kept.billDiscount);
    } catch {
      // A basket that cannot be read is one that was never asked for.
    }
  }

  #edit(key: number, edit: (line: Line) => Line): void {
    this.#change(
      this.#lines.map((line) => (line.key === key ? edit(line) : line)),
      key,
    );
  }

  #change(lines: readonly Line[], touched: number | undefined): void {
    this.#lines = lines;
    this.touched = touched;
    this.#keep();
  }

  #keep(): void {
    try {
      const kept: Kept = { lines: this.kept(), billDiscount: this.#billDiscount };
      sessionStorage.setItem(KEPT_AS, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing loses the basket at a reload, and nothing else.
    }
  }
}
