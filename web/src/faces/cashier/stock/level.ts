// How a shelf stands, in a word. Knows no screen.
import type { Product } from '../../../data/catalogue';
import { LOW_MILLI, type Shelf } from '../state/shelf.svelte';

export type StockState = 'ok' | 'low' | 'out' | 'none' | 'unknown';

export function stateOf(shelf: Shelf, product: Product): StockState {
  if (!product.stocked) return 'none';
  const level = shelf.level(product);
  if (level === undefined) return 'unknown';
  if (level <= 0) return 'out';
  return level <= LOW_MILLI ? 'low' : 'ok';
}
