// What is chosen on the board, in words.
import { placeOf } from '../../staff/place';
import { s } from '../../staff/words';
import type { Board, Target } from '../board.svelte';
import { t } from '../words';

export function titleOf({ spot, away }: Board): string {
  if (spot) return s.table(spot.table.label);
  return away ? (away.guest ?? placeOf(away)) : t.panel.contents;
}

/** Where a new order goes, in words. */
export function targetName(target: Target): string {
  return typeof target === 'string' ? s.services[target] : s.table(target.table.label);
}
