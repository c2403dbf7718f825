// The parts of the board that are not needed for its first picture.
import { fetchParts } from '../fetch-parts';

export const load = {
  windows: () => import('./Windows.svelte'),
};

/** Fetches all of them once the board stands, so that none is missing when the node goes away. */
export function fetchAll(): void {
  fetchParts(Object.values(load));
}
