// The parts of the till that are not needed for its first picture. All of them are fetched as soon
// as that stands, so that none is missing when the node goes away.
import { drawings } from '../../../ui/art/drawings.svelte';
import { fetchParts } from '../../fetch-parts';

export const load = {
  signIn: () => import('../stage/SignIn.svelte'),
  register: () => import('../stage/Register.svelte'),
  windows: () => import('../sell/Windows.svelte'),
  me: () => import('./Me.svelte'),
  tables: () => import('../tables/Tables.svelte'),
  history: () => import('../history/History.svelte'),
  stock: () => import('../stock/Stock.svelte'),
  shift: () => import('../shift/Shift.svelte'),
  home: () => import('../home/Home.svelte'),
  sync: () => import('../sync/Sync.svelte'),
  printer: () => import('../printer/Printer.svelte'),
  qris: () => import('../pay/Qris.svelte'),
};

/** Fetches all parts, and again until they are all here. */
export function fetchAll(): void {
  fetchParts([() => drawings.fetch(), ...Object.values(load)]);
}
