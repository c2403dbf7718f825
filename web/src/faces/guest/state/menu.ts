// The menu, looked up and searched. Knows no table and no money.
import { find, plain } from '../../../data/search';
import type { Chosen, MenuGroup, MenuProduct, MenuView } from '../shapes';

export interface Section {
  id: number;
  name: string;
  products: readonly MenuProduct[];
}

export class Menu {
  /** The categories that have a dish, in the order of the shop. */
  readonly sections: readonly Section[];
  /** What is ordered most, without what is sold out. */
  readonly popular: readonly MenuProduct[];
  readonly #products: ReadonlyMap<number, MenuProduct>;
  readonly #groups: ReadonlyMap<number, MenuGroup>;
  readonly #searched: readonly { haystack: string; product: MenuProduct }[];

  constructor({ categories, products, groups, popular }: MenuView) {
    this.#products = new Map(products.map((product) => [product.id, product]));
    this.#groups = new Map(groups.map((group) => [group.group, group]));
    this.#searched = products.map((product) => ({ haystack: plain(product.name), product }));
    this.sections = categories
      .map(({ id, name }) => ({ id, name, products: products.filter((p) => p.category === id) }))
      .filter((section) => section.products.length > 0);
    this.popular = popular
      .flatMap((id) => this.#products.get(id) ?? [])
      .filter((product) => !product.sold_out);
  }

  product(id: number): MenuProduct | undefined {
    return this.#products.get(id);
  }

  groupsOf(product: MenuProduct): MenuGroup[] {
    return product.groups.flatMap((id) => this.#groups.get(id) ?? []);
  }

  /** The names of chosen options; what is not on the menu any more has none. */
  optionNames(chosen: readonly Chosen[]): string[] {
    return chosen.flatMap(({ group, option }) => {
      const options = this.#groups.get(group)?.options ?? [];
      return options.find((known) => known.option === option)?.name ?? [];
    });
  }

  /** The options of a dish that bear these names; nothing when one of them is gone. */
  chosenNamed(product: MenuProduct, names: readonly string[]): Chosen[] | undefined {
    const offered = this.groupsOf(product).flatMap(({ group, options }) =>
      options.map(({ option, name }) => ({ group, option, name })),
    );
    const found = names.map((name) => offered.find((option) => option.name === name));
    if (found.includes(undefined)) return undefined;
    return found.flatMap((option) =>
      option ? { group: option.group, option: option.option } : [],
    );
  }

  search(typed: string): MenuProduct[] {
    return find(this.#searched, typed).map(({ product }) => product);
  }
}
