// The parts of the kitchen that are not needed for its first picture.
import { fetchParts } from '../fetch-parts';

export const load = {
  bumps: () => import('./BumpList.svelte'),
  me: () => import('./KitchenMe.svelte'),
};

/** Fetches all of them once the board stands. */
export function fetchAll(): void {
  fetchParts(Object.values(load));
}
