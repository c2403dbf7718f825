// What this guest is choosing, tap by tap. Every tap is seen at once and goes to the node at once;
// the node alone says what it costs. Knows no order.
import { uuid7 } from '../../../data/uuid7';
import type { Chosen, Draft, DraftLine, DraftWrite, MenuProduct } from '../shapes';
import { withDraft } from './board';
import { cartOf, lineLike, PORTION, writeOf, type Picked } from './chosen';
import type { Carte } from './carte.svelte';
import { Drafts } from './drafts';
import { node } from './node';
import type { Table } from './table.svelte';

export interface BasketParts {
  place: string;
  /** This phone's number. */
  guest: string;
  table: Table;
  carte: Carte;
  /** Lines that are in an order on its way. */
  sending: () => readonly string[];
  /** The node took no such line. */
  refused: (fault: unknown) => void;
}

export class Basket {
  readonly #parts: BasketParts;
  readonly #drafts: Drafts;
  #unsent = $state.raw<readonly DraftWrite[]>([]);
  /** Lines of confirmed orders: a draft that is late may still show them. */
  #ordered = $state.raw<readonly string[]>([]);

  readonly #cart = $derived.by(() => {
    const ordered = new Set([...this.#ordered, ...this.#parts.sending()]);
    return cartOf(this.#own, this.#unsent, ordered, this.#parts.carte.menu);
  });

  constructor(parts: BasketParts) {
    this.#parts = parts;
    this.#drafts = new Drafts({
      place: parts.place,
      send: node.draft,
      hear: (draft) => parts.table.change((board) => withDraft(board, draft)),
      refused: (_, fault) => parts.refused(fault),
      changed: (unsent) => (this.#unsent = unsent),
    });
  }

  get cart(): Picked {
    return this.#cart;
  }

  /** What the others of the table are choosing. */
  get others(): readonly Draft[] {
    const { board } = this.#parts.table;
    const filled = board.drafts.filter(({ lines }) => lines.length > 0);
    return filled.filter(({ guest }) => guest !== this.#parts.guest);
  }

  get #own(): Draft | undefined {
    return this.#parts.table.board.drafts.find(({ guest }) => guest === this.#parts.guest);
  }

  /** Portions of a product. */
  portions(product: number): number {
    return (this.#cart.quantities.get(product) ?? 0) / PORTION;
  }

  /** Adds portions of a dish, to a line that is alike where there is one. */
  add(product: number, portions = 1, chosen: readonly Chosen[] = [], note = ''): void {
    const like = lineLike(this.#cart, product, chosen, note);
    const quantity_milli = (like?.quantity_milli ?? 0) + portions * PORTION;
    const line = like?.line ?? uuid7();
    this.#drafts.write({ line, product, quantity_milli, chosen, ...(note ? { note } : {}) });
  }

  /** Takes a portion of a product away, from the line that was added last. */
  less(product: MenuProduct): void {
    const line = this.#cart.lines.findLast((one) => one.product === product.id);
    if (line) this.set(line, line.quantity_milli - PORTION);
  }

  /** Changes how much of a line there is; nothing takes it away. */
  set(line: DraftLine, quantity_milli: number): void {
    this.#drafts.write(writeOf(line, Math.max(0, quantity_milli)));
  }

  /** Writes a line anew: its options, note and quantity. */
  write(write: DraftWrite): void {
    this.#drafts.write(write);
  }

  /** Lets go of what is unsent of lines that are in an order now. */
  drop(lines: readonly string[]): Promise<void> {
    return this.#drafts.drop(lines);
  }

  /** These lines are ordered. */
  forget(lines: readonly string[]): void {
    this.#ordered = [...this.#ordered, ...lines];
  }

  flush(): void {
    void this.#drafts.flush();
  }

  end(): void {
    this.#drafts.end();
  }
}
