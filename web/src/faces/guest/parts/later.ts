// The parts of the face that its first picture does without. They are fetched as soon as the menu
// stands, so that none is missing when the phone loses its network.
import { drawings } from '../../../ui/art/drawings.svelte';

/** The other pages and the sheets. */
export const later = () => import('./rest');

/** How long the first picture is left alone, milliseconds. */
const FIRST_MS = 400;
/** After a failure they are asked for again, milliseconds. */
const AGAIN_MS = 5_000;

/** Fetches them, and again until they are here; gives what ends it. */
export function fetchLater(): () => void {
  let timer = setTimeout(() => void tryAll(), FIRST_MS);
  async function tryAll(): Promise<void> {
    try {
      await Promise.all([drawings.fetch(), later()]);
    } catch {
      timer = setTimeout(() => void tryAll(), AGAIN_MS);
    }
  }
  return () => clearTimeout(timer);
}
