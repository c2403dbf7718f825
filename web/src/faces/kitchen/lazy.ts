// The parts of the kitchen that are not needed for its first picture.
import { Part } from '../part.svelte';

/** Sheets, keys, and cards that are rare; fetched once the board stands. */
export const later = new Part(() => import('./rest'));
