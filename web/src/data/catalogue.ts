// What a branch sells, out of the columns that the node sends. Knows how the columns are packed
// and nothing of screens; prices are chosen by the money engine.
import type { View } from '../api/views';
import { resolvePrice, type PriceVersion } from '../money/price';
import type { Amount, Milli } from '../money/settings';
import { plain } from './search';

/** Whom a price is for, as it travels. */
export type Scope = 'company' | { region: number } | { branch: number };

/** The columns as they travel: see `crates/sync/src/messages/columns.rs`. */
export interface CatalogueColumns {
  cursor: string;
  /** Everything follows; else nothing changed. */
  reset: boolean;
  products: {
    id: number[];
    sku: string[];
    barcode: string[];
    name: string[];
    category: number[];
    units: string[];
    unit: number[];
    tax_sets: string[][];
    taxes: number[];
    flags: number[];
    pictures?: [number, string][];
  };
  prices: {
    id: number[];
    product: number[];
    scopes: Scope[];
    scope: number[];
    amount: number[];
    per_milli: number[];
    min_milli: number[];
    froms: number[];
    valid_from: number[];
    valid_to?: [number, number][];
  };
  categories: View<'CategoryView'>[];
  taxes: View<'TaxRowView'>[];
  branch?: View<'BranchView'>;
}

export interface Product {
  id: number;
  sku: string;
  barcode: string;
  name: string;
  category: number;
  unit: string;
  taxes: readonly string[];
  stocked: boolean;
  fractional: boolean;
  service: boolean;
  discountable: boolean;
  /** Its picture's hash. */
  picture: string | undefined;
  /** What is searched: name, SKU and barcode in plain letters. */
  haystack: string;
}

const [STOCKED, FRACTIONAL, SERVICE, DISCOUNTABLE, RETIRED] = [1, 2, 4, 8, 16];

/** Each number is a step from the one before. */
function fromSteps(steps: readonly number[]): number[] {
  let at = 0;
  return steps.map((step) => (at += step));
}

function productsOf(columns: CatalogueColumns['products']): Product[] {
  const pictures = new Map(columns.pictures);
  const ids = fromSteps(columns.id);
  const products = ids.map((id, n): Product & { retired: boolean } => {
    const flags = columns.flags[n] ?? 0;
    const [name = '', sku = '', barcode = ''] = [
      columns.name[n],
      columns.sku[n],
      columns.barcode[n],
    ];
    return {
      id,
      sku,
      barcode,
      name,
      category: columns.category[n] ?? 0,
      unit: columns.units[columns.unit[n] ?? 0] ?? '',
      taxes: columns.tax_sets[columns.taxes[n] ?? 0] ?? [],
      stocked: (flags & STOCKED) !== 0,
      fractional: (flags & FRACTIONAL) !== 0,
      service: (flags & SERVICE) !== 0,
      discountable: (flags & DISCOUNTABLE) !== 0,
      retired: (flags & RETIRED) !== 0,
      picture: pictures.get(n),
      haystack: plain(`${name} ${sku} ${barcode}`),
    };
  });
  return products.filter((product) => !product.retired);
}

/** `company`, `region:2` or `branch:4`. */
function scopeText(scope: Scope = 'company'): string {
  return typeof scope === 'string' ? scope : Object.entries(scope).flat().join(':');
}

function pricesOf(columns: CatalogueColumns['prices']): Map<number, PriceVersion[]> {
  const ends = new Map(columns.valid_to);
  const products = fromSteps(columns.product);
  const book = new Map<number, PriceVersion[]>();
  fromSteps(columns.id).forEach((id, n) => {
    const product = products[n] ?? 0;
    const versions = book.get(product) ?? [];
    versions.push({
      id,
      scope: scopeText(columns.scopes[columns.scope[n] ?? 0]),
      amount: columns.amount[n] ?? 0,
      per_milli: columns.per_milli[n] ?? 1000,
      min_milli: columns.min_milli[n] ?? 0,
      valid_from: columns.froms[columns.valid_from[n] ?? 0] ?? 0,
      valid_to: ends.get(n),
    });
    book.set(product, versions);
  });
  return book;
}

function byCode(products: readonly Product[]): Map<string, Product[]> {
  const codes = new Map<string, Product[]>();
  for (const product of products) {
    for (const code of new Set([product.barcode, product.sku].filter(Boolean))) {
      codes.set(code, [...(codes.get(code) ?? []), product]);
    }
  }
  return codes;
}

/** The moments at which a price or a tax begins or ends, in order; taxes keep the branch's own time. */
function momentsOf({ prices, taxes }: CatalogueColumns, offset_min: number): number[] {
  const ends = (prices.valid_to ?? []).map(([, end]) => end);
  const local = taxes.flatMap(({ valid_from, valid_to }) => [valid_from, valid_to ?? valid_from]);
  const moments = [...prices.froms, ...ends, ...local.map((at) => at - offset_min * 60_000)];
  return [...new Set(moments)].sort((a, b) => a - b);
}

const names = new Intl.Collator('id');

export class Catalogue {
  readonly cursor: string;
  /** By name. */
  readonly products: readonly Product[];
  readonly categories: readonly View<'CategoryView'>[];
  readonly branch: View<'BranchView'>;
  readonly #byId: Map<number, Product>;
  readonly #byCode: Map<string, Product[]>;
  readonly #prices: Map<number, PriceVersion[]>;
  readonly #taxes: readonly View<'TaxRowView'>[];
  readonly #moments: readonly number[];

  constructor(columns: CatalogueColumns, branch: View<'BranchView'>) {
    this.cursor = columns.cursor;
    this.branch = branch;
    this.products = productsOf(columns.products).sort((a, b) => names.compare(a.name, b.name));
    this.categories = [...columns.categories].sort((a, b) => a.position - b.position);
    this.#byId = new Map(this.products.map((product) => [product.id, product]));
    this.#byCode = byCode(this.products);
    this.#prices = pricesOf(columns.prices);
    this.#taxes = columns.taxes;
    this.#moments = momentsOf(columns, branch.tz_offset_min);
  }

  /** The first moment behind this one at which a price or a tax is another. */
  changesAfter(at: number): number {
    return this.#moments.find((moment) => moment > at) ?? Infinity;
  }

  product(id: number): Product | undefined {
    return this.#byId.get(id);
  }

  /** The products that carry a barcode or SKU. */
  withCode(code: string): readonly Product[] {
    return this.#byCode.get(code) ?? [];
  }

  /** The price that holds at the moment for so much of a product; nothing where none is valid. */
  priceAt(product: number, at: number, quantity: Milli = 1000): PriceVersion | undefined {
    const { id, region } = this.branch;
    const versions = this.#prices.get(product) ?? [];
    return resolvePrice(versions, { region, branch: id }, at, quantity);
  }

  /** The amount of one unit now, for a shelf label. */
  labelPrice(product: number, at: number): Amount | undefined {
    return this.priceAt(product, at)?.amount;
  }

  /**
   * The taxes in force at the moment's local time, one a code, in order of their numbers; of two
   * rows of one code the one that began later holds (`crates/rules/src/price.rs`).
   */
  taxesAt(at: number): View<'TaxRowView'>[] {
    const local = at + this.branch.tz_offset_min * 60_000;
    const held = this.#taxes
      .filter((tax) => tax.valid_from <= local && (tax.valid_to ?? Infinity) > local)
      .sort((a, b) => a.valid_from - b.valid_from || a.id - b.id);
    const last = new Map(held.map((tax) => [tax.code, tax]));
    return [...last.values()].sort((a, b) => a.id - b.id);
  }
}
