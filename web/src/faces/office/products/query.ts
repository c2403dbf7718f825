// What a list of products is asked with, out of the page's address. The export takes the same.
import type { Query } from '../../../api/client';

const KEPT = ['search', 'category', 'status', 'price', 'stock', 'sort'] as const;

/** The filters of an address, as the node takes them. */
export function filtersOf(address: URLSearchParams): Query {
  const given = KEPT.map((name) => [name, address.get(name) ?? undefined] as const);
  return Object.fromEntries(given.filter(([, value]) => value));
}

/** Whether anything is filtered; the order alone is no filter. */
export function isFiltered(filters: Query): boolean {
  return Object.keys(filters).some((name) => name !== 'sort');
}
