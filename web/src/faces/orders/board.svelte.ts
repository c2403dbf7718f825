// The order board's own state on top of the desk: what is chosen, which view is shown, which window
// is open. Knows how things are pressed, not how they look.
import { createContext } from 'svelte';
import type { OrderView, TableView } from '../../data/order-shapes';
import type { StaffDesk } from '../staff/desk.svelte';
import { awaysOf, spotsOf, type Spot } from './spots';

export type BoardView = 'floor' | 'list';

/** Where a new order goes. */
export type Target = { table: TableView } | 'take_away' | 'delivery';

export type Window =
  | { kind: 'add'; target: Target }
  | { kind: 'cancel'; order: OrderView }
  | { kind: 'close'; spot: Spot }
  | { kind: 'move'; spot: Spot }
  | { kind: 'code'; table: TableView }
  | { kind: 'codes' }
  | { kind: 'manage' }
  | { kind: 'me' };

/** What the panel shows. */
export type Chosen = { kind: 'table' | 'order'; id: string };

const KEPT_AS = 'nusa.orders.view';

function keptView(): BoardView {
  try {
    return localStorage.getItem(KEPT_AS) === 'list' ? 'list' : 'floor';
  } catch {
    return 'floor';
  }
}

export class Board {
  #view = $state<BoardView>(keptView());
  #chosen = $state.raw<Chosen>();
  #window = $state.raw<Window>();
  readonly #spots = $derived.by(() => spotsOf(this.desk.house));
  readonly #aways = $derived.by(() => awaysOf(this.desk.house, this.desk.now));

  constructor(readonly desk: StaffDesk) {}

  get spots(): readonly Spot[] {
    return this.#spots;
  }

  get aways(): readonly OrderView[] {
    return this.#aways;
  }

  get view(): BoardView {
    return this.#view;
  }

  set view(view: BoardView) {
    this.#view = view;
    try {
      localStorage.setItem(KEPT_AS, view);
    } catch {
      // The next start shows the floor.
    }
  }

  get chosen(): Chosen | undefined {
    return this.#chosen;
  }

  /** The chosen table, as it stands now. */
  get spot(): Spot | undefined {
    const { chosen } = this;
    return chosen?.kind === 'table'
      ? this.#spots.find((spot) => spot.table.table === chosen.id)
      : undefined;
  }

  /** The chosen order to go, as it stands now. */
  get away(): OrderView | undefined {
    const { chosen } = this;
    return chosen?.kind === 'order'
      ? this.#aways.find((order) => order.order === chosen.id)
      : undefined;
  }

  get window(): Window | undefined {
    return this.#window;
  }

  choose(chosen: Chosen | undefined): void {
    this.#chosen = chosen;
  }

  isChosen(kind: Chosen['kind'], id: string): boolean {
    return this.#chosen?.kind === kind && this.#chosen.id === id;
  }

  open(window: Window): void {
    this.#window = window;
  }

  shut(): void {
    this.#window = undefined;
  }
}

export const [useBoard, giveBoard] = createContext<Board>();
