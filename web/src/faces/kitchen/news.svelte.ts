// What has come and what was called off since the kitchen last looked: new orders are told once,
// cancelled ones stay until somebody has understood. Kept in the browser, so that a cancellation
// is told even when the screen was off. Knows no screen.
import { api } from '../../api/client';
import { isForKitchen, type House } from '../../data/orders-feed';
import type { OrderView } from '../../data/order-shapes';
import { keptList } from './kept-list.svelte';

export interface Heard {
  oncome: (order: OrderView) => void;
  oncancel: (order: OrderView) => void;
}

function askNode(order: string): Promise<OrderView> {
  return api.get<OrderView>(`/api/v1/orders/${order}`);
}

export class News {
  readonly #open = keptList<OrderView>('nusa.kitchen.open');
  readonly #cancelled = keptList<OrderView>('nusa.kitchen.cancelled');
  #looked = false;

  constructor(
    private readonly heard: Heard,
    private readonly ask = askNode,
  ) {}

  /** Called off and not yet understood. */
  get cancelled(): readonly OrderView[] {
    return this.#cancelled.rows;
  }

  understood(order: OrderView): void {
    this.#cancelled.rows = this.cancelled.filter((other) => other.order !== order.order);
  }

  /** Compares the house with the one before. */
  look(house: House): void {
    if (house.cursor === undefined) return;
    const before = this.#open.rows;
    const open = [...house.orders.values()].filter(isForKitchen);
    this.#open.rows = open;
    for (const order of before.filter((old) => !open.some((now) => now.order === old.order))) {
      void this.#ended(order, house.orders.get(order.order));
    }
    const known = new Set(before.map((order) => order.order));
    if (this.#looked)
      open.filter((order) => !known.has(order.order)).forEach((order) => this.heard.oncome(order));
    this.#looked = true;
  }

  /** What the feed no longer tells, the node is asked for: it may have been called off meanwhile. */
  async #ended(order: OrderView, now: OrderView | undefined): Promise<void> {
    try {
      const state = (now ?? (await this.ask(order.order))).state;
      if (state === 'cancelled') this.#cancel({ ...order, state });
    } catch {
      // A node that does not answer tells it by its next snapshot.
      this.#open.rows = [...this.#open.rows, order];
    }
  }

  #cancel(order: OrderView): void {
    if (this.cancelled.some((other) => other.order === order.order)) return;
    this.#cancelled.rows = [...this.cancelled, order];
    this.heard.oncancel(order);
  }
}
