// What this screen has finished lately, so that it can be brought back. Kept in the browser: a page
// that is loaded again can still undo. Knows no node.
import type { OrderView } from '../../data/order-shapes';
import { keptList } from './kept-list.svelte';

/** So many are remembered. */
const MOST = 10;

/** What one press closed. */
export interface Bump {
  order: OrderView;
  lines: readonly number[];
  at: number;
}

export class Bumps {
  readonly #list = keptList<Bump>('nusa.kitchen.bumps');

  /** The latest first. */
  get all(): readonly Bump[] {
    return this.#list.rows;
  }

  get last(): Bump | undefined {
    return this.all[0];
  }

  add(bump: Bump): void {
    this.#list.rows = [bump, ...this.all].slice(0, MOST);
  }

  remove(bump: Bump): void {
    this.#list.rows = this.all.filter((other) => other !== bump);
  }
}
