// Orders and calls on their way to the node, and what became of them. An order is kept with its bytes
// before it is sent; one that is refused gives its lines back to the cart. Knows no screen.
import { Problem } from '../../../api/client';
import { uuid7 } from '../../../data/uuid7';
import type { Call, CallKind, DraftWrite, OrderPlaced } from '../shapes';
import type { Basket } from './basket.svelte';
import { withCall } from './board';
import { writeOf } from './chosen';
import { keep, recall } from './kept';
import { CALLS_AT, node, ORDERS_AT } from './node';
import { Outbox, type Post } from './outbox';
import type { Table } from './table.svelte';

/** What is on its way: an order with its lines, or a call. */
export type About = { kind: 'order'; lines: DraftWrite[] } | { kind: 'call'; call: CallKind };

export interface SendingParts {
  place: string;
  table: Table;
  basket: () => Basket;
  placed: (order: OrderPlaced) => void;
  /** An order or a call was refused, with the node's reason. */
  refused: (about: About, fault: unknown) => void;
  onover: () => void;
}

const MINE = 'mine';

export class Sending {
  readonly #parts: SendingParts;
  readonly #outbox: Outbox<About>;
  #posts = $state.raw<readonly Post<About>[]>([]);
  /** The orders of this phone. */
  #mine = $state.raw<readonly string[]>([]);

  constructor(parts: SendingParts) {
    this.#parts = parts;
    const kept = recall<{ place: string; orders: string[] }>(MINE);
    if (kept?.place === parts.place) this.#mine = kept.orders;
    this.#outbox = new Outbox<About>({
      keptAs: 'outbox',
      place: parts.place,
      send: (post) => this.#send(post),
      confirmed: (post, answer) => this.#confirmed(post.about, answer),
      refused: (post, fault) => this.#refused(post.about, fault),
      changed: (posts) => (this.#posts = posts),
    });
  }

  get mine(): readonly string[] {
    return this.#mine;
  }

  /** The lines of orders that nobody has confirmed. */
  get lines(): readonly DraftWrite[] {
    return this.#posts.flatMap(({ about }) => (about.kind === 'order' ? about.lines : []));
  }

  /** Whether a call of this kind is on its way. */
  calling(kind: CallKind): boolean {
    return this.#posts.some(({ about }) => about.kind === 'call' && about.call === kind);
  }

  /** Orders what is in the cart. */
  order(): void {
    const { lines, gross } = this.#parts.basket().cart;
    const writes = lines.map((line) => writeOf(line));
    const expected = gross === undefined ? {} : { expected_gross: gross };
    const body = JSON.stringify({ command: uuid7(), lines: writes, ...expected });
    this.#outbox.add({ path: ORDERS_AT, body, about: { kind: 'order', lines: writes } });
  }

  /** Calls somebody to the table. */
  call(kind: CallKind): void {
    if (this.calling(kind)) return;
    const body = JSON.stringify({ call: uuid7(), kind });
    this.#outbox.add({ path: CALLS_AT, body, about: { kind: 'call', call: kind } });
  }

  flush(): void {
    void this.#outbox.flush();
  }

  end(): void {
    this.#outbox.end();
  }

  /** A tap that arrives behind its order would be in the cart again, so taps are settled first. */
  async #send({ path, body, about }: Post<About>): Promise<unknown> {
    if (about.kind === 'order')
      await this.#parts.basket().drop(about.lines.map(({ line }) => line));
    return node.post(path, body);
  }

  #confirmed(about: About, answer: unknown): void {
    if (about.kind === 'call') {
      this.#parts.table.change((board) => withCall(board, answer as Call));
      return;
    }
    const placed = answer as OrderPlaced;
    this.#mine = [...this.#mine, placed.order];
    keep(MINE, { place: this.#parts.place, orders: this.#mine });
    this.#parts.basket().forget(about.lines.map(({ line }) => line));
    if (this.#parts.table.lost) void this.#parts.table.ask();
    this.#parts.placed(placed);
  }

  #refused(about: About, fault: unknown): void {
    if (fault instanceof Problem && fault.code === 'sitting_over') {
      this.#parts.onover();
      return;
    }
    if (about.kind === 'order') about.lines.forEach((line) => this.#parts.basket().write(line));
    this.#parts.refused(about, fault);
  }
}
