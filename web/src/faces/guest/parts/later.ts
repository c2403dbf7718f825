// The parts of the face that its first picture does without. They are fetched as soon as the menu
// stands, so that none is missing when the phone loses its network.
import { drawings } from '../../../ui/art/drawings.svelte';
import { fetchParts } from '../../fetch-parts';
import { Part } from '../../part.svelte';

/** The other pages and the sheets. */
export const later = new Part(() => import('./rest'));

/** Fetches everything, and again until it is here. */
export function fetchLater(): void {
  later.fetchSoon();
  fetchParts([() => drawings.fetch()]);
}
