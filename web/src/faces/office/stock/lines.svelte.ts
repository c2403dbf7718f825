// Goods that are picked for a movement: products and how much of each.
import type { Milli } from '../../../money/settings';
import type { ProductRow, TransferRow } from '../shapes';

export interface GoodsLine {
  product: number;
  name: string;
  unit: string;
  picture?: string | undefined;
  /** Only whole units exist. */
  whole: boolean;
  /** What this node's place had when the line was picked. */
  level: Milli;
  milli: Milli | undefined;
}

export class GoodsLines {
  #lines = $state<GoodsLine[]>([]);

  get all(): GoodsLine[] {
    return this.#lines;
  }

  get products(): ReadonlySet<number> {
    return new Set(this.#lines.map(({ product }) => product));
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** Whether every line has a quantity; nought counts only where it is allowed. */
  isComplete(least: Milli): boolean {
    return !this.isEmpty && this.#lines.every(({ milli }) => milli !== undefined && milli >= least);
  }

  add(row: ProductRow, milli?: Milli): void {
    if (this.products.has(row.id)) return;
    this.#lines.push({
      product: row.id,
      name: row.name,
      unit: row.unit,
      picture: row.picture,
      whole: !row.fractional,
      level: row.warehouse_milli,
      milli,
    });
  }

  remove(product: number): void {
    this.#lines = this.#lines.filter((line) => line.product !== product);
  }

  /** The lines as the node takes them. */
  body(sign: 1 | -1 = 1): { product: number; quantity_milli: Milli }[] {
    return this.#lines.map(({ product, milli }) => ({
      product,
      quantity_milli: sign * (milli ?? 0),
    }));
  }
}

/** The address of a new transfer with what was short in another. */
export function resendQuery({ to, lines }: TransferRow): string {
  const goods = lines
    .filter(({ short_milli }) => (short_milli ?? 0) > 0)
    .map(({ product, short_milli }) => `${product}:${short_milli}`);
  return new URLSearchParams({ to, goods: goods.join(',') }).toString();
}

/** Products and quantities out of such an address. */
export function goodsOf(query: string): { product: number; milli: Milli }[] {
  return query
    .split(',')
    .map((part) => /^(\d+):(\d+)$/.exec(part))
    .filter((match) => match !== null)
    .map(([, product, milli]) => ({ product: Number(product), milli: Number(milli) }));
}
