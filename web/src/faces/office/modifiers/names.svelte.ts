// Products by their numbers, asked for one by one and only once: a question names its products by
// number alone. Knows no screen.
import { SvelteMap } from 'svelte/reactivity';
import type { ProductRow } from '../shapes';

type AskProduct = (product: number) => Promise<ProductRow>;

export class ProductNames {
  readonly #known = new SvelteMap<number, ProductRow>();
  readonly #asked = new Set<number>();

  constructor(private readonly ask: AskProduct) {}

  of(product: number): ProductRow | undefined {
    return this.#known.get(product);
  }

  put(row: ProductRow): void {
    this.#asked.add(row.id);
    this.#known.set(row.id, row);
  }

  /** Asks for those that are not known; one that cannot be had may be asked for again. */
  learn(products: readonly number[]): void {
    for (const product of products.filter((id) => !this.#asked.has(id))) {
      this.#asked.add(product);
      this.ask(product).then(
        (row) => this.#known.set(product, row),
        () => this.#asked.delete(product),
      );
    }
  }
}
