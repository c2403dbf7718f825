// The parts of the face that its first picture does without. All of them are fetched as soon as the
// menu stands, so that none is missing when the phone loses its network.
import { drawings } from '../../../ui/art/drawings.svelte';

export const later = {
  introduction: () => import('../door/Introduction.svelte'),
  outside: () => import('../door/Outside.svelte'),
  dish: () => import('../menu/DishSheet.svelte'),
  cart: () => import('../cart/CartSheet.svelte'),
  orders: () => import('../orders/Orders.svelte'),
  profile: () => import('../profile/Profile.svelte'),
};

/** How long the first picture is left alone, milliseconds. */
const FIRST_MS = 400;
/** After a failure everything is asked for again, milliseconds. */
const AGAIN_MS = 5_000;

/** Fetches all of them, and again until they are all here; gives what ends it. */
export function fetchLater(): () => void {
  let timer = setTimeout(() => void tryAll(), FIRST_MS);
  async function tryAll(): Promise<void> {
    try {
      await Promise.all([drawings.fetch(), ...Object.values(later).map((part) => part())]);
    } catch {
      timer = setTimeout(() => void tryAll(), AGAIN_MS);
    }
  }
  return () => clearTimeout(timer);
}
