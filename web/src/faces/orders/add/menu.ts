// What a waiter can order: the branch's catalogue and the questions that are asked with its
// products. Read once and kept while the page is open; knows no screen.
import { api } from '../../../api/client';
import { Catalogue, type CatalogueColumns, type Product } from '../../../data/catalogue';

/** An answer to a question. */
export interface ModifierOption {
  option: number;
  name: string;
  /** What it adds, minor units. */
  price: number;
  active: boolean;
}

/** A question that is asked with some products. */
export interface ModifierGroup {
  group: number;
  name: string;
  least: number;
  most: number;
  options: ModifierOption[];
  products: number[];
}

type Answer = CatalogueColumns & { modifier_groups?: ModifierGroup[] };

export class Menu {
  readonly #groups: readonly ModifierGroup[];

  constructor(
    readonly catalogue: Catalogue,
    groups: readonly ModifierGroup[],
  ) {
    this.#groups = groups.map((group) => ({
      ...group,
      options: group.options.filter((option) => option.active),
    }));
  }

  /** The questions of a product that have an answer. */
  groupsOf(product: number): ModifierGroup[] {
    return this.#groups.filter(
      ({ products, options }) => products.includes(product) && options.length > 0,
    );
  }

  /** Products that have a price now, by name. */
  productsAt(now: number): Product[] {
    const { products } = this.catalogue;
    return products.filter((product) => this.catalogue.priceAt(product.id, now) !== undefined);
  }
}

let kept: Menu | undefined;

/** The menu as the node has it now; the one of before when the node does not answer. */
export async function readMenu(): Promise<Menu> {
  try {
    const answer = await api.get<Answer>('/api/v1/catalogue');
    if (!answer.branch) throw new Error('the catalogue names no branch');
    kept = new Menu(new Catalogue(answer, answer.branch), answer.modifier_groups ?? []);
    return kept;
  } catch (fault) {
    if (kept) return kept;
    throw fault;
  }
}
