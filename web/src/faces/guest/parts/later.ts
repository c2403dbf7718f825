// The parts of the face that its first picture does without: the menu, which comes while a new guest
// says their name, and what is fetched as soon as the menu stands, so that none is missing when the
// phone loses its network.
import { drawings } from '../../../ui/art/drawings.svelte';
import { fetchParts } from '../../fetch-parts';
import { Part } from '../../part.svelte';

/** A guest at a table: the menu. */
export const atTable = new Part(() => import('../AtTable.svelte'));

/** What somebody sees who sits at no table. */
export const outside = new Part(() => import('../door/Outside.svelte'));

/** The other pages and the sheets. */
export const later = new Part(() => import('./rest'));

/** Fetches everything, and again until it is here. */
export function fetchLater(): void {
  later.fetchSoon();
  outside.fetchSoon();
  fetchParts([() => drawings.fetch()]);
}
