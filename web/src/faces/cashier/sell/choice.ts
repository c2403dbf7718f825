// Which products a cashier has chosen to see: all, the favourites, or one category; and of these
// the ones that fit what was typed. Knows no screen.
import type { Product } from '../../../data/catalogue';
import { find } from '../../../data/search';

/** A category by its number. */
export type Choice = 'all' | 'favourites' | number;

/** The products of a choice, in the order of the screen; typing looks in all of them. */
export function choiceOf(
  products: readonly Product[],
  choice: Choice,
  favourites: readonly number[],
  typed: string,
  soldOut: (product: Product) => boolean,
): readonly Product[] {
  if (typed.trim() !== '') return find(products, typed);
  if (choice === 'all') return soldOutLast(products, soldOut);
  if (choice !== 'favourites') {
    return soldOutLast(
      products.filter((product) => product.category === choice),
      soldOut,
    );
  }
  const places = new Map(favourites.map((id, place) => [id, place]));
  const place = (product: Product): number => places.get(product.id) ?? Infinity;
  return products.filter((product) => places.has(product.id)).sort((a, b) => place(a) - place(b));
}

function soldOutLast(
  products: readonly Product[],
  soldOut: (product: Product) => boolean,
): readonly Product[] {
  const gone = products.filter(soldOut);
  return gone.length === 0 ? products : [...products.filter((one) => !soldOut(one)), ...gone];
}
