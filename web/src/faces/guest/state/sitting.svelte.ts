// A guest at a table: the parts that know the menu, the table, the cart and what is on its way, put
// together once and handed down by context.
import { createContext } from 'svelte';
import { Notes } from '../../../ui/kit/notes.svelte';
import { amountText } from '../parts/amount';
import type { GuestView, Order, OrderPlaced } from '../shapes';
import { t } from '../words';
import { Basket } from './basket.svelte';
import type { Carte } from './carte.svelte';
import { isOwn } from './own';
import type { Pages } from './pages.svelte';
import { foremost } from './progress';
import { Ratings } from './ratings.svelte';
import { told } from './refusal';
import { Sending, type About } from './sending.svelte';
import { Table } from './table.svelte';
import type { Visit } from './visit.svelte';

export class Sitting {
  readonly notes = new Notes();
  readonly table: Table;
  readonly basket: Basket;
  readonly sending: Sending;
  readonly ratings: Ratings;
  /** Why the last order was refused; it stands in the cart until the next try. */
  #refusal = $state<string>();

  constructor(
    readonly guest: GuestView,
    readonly visit: Visit,
    readonly pages: Pages,
    readonly carte: Carte,
  ) {
    const onover = (): void => void visit.leave();
    this.table = new Table({
      at: guest,
      onover,
      onmenu: () => this.carte.fetch(),
      onback: () => this.#sendAll(),
      onunknown: () => void visit.begin(),
    });
    const place = `${guest.table}/${guest.sitting}/${guest.guest}`;
    this.basket = new Basket({
      place,
      guest: guest.guest,
      table: this.table,
      carte: this.carte,
      sending: () => this.sending.lines.map(({ line }) => line),
      refused: (fault) => this.notes.wrong(this.#told(fault)),
    });
    this.sending = new Sending({
      place,
      table: this.table,
      basket: () => this.basket,
      placed: (order) => this.#placed(order),
      refused: (about, fault) => this.#refused(about, fault),
      onover,
    });
    this.ratings = new Ratings({ refused: (fault) => this.notes.wrong(this.#told(fault)) });
  }

  get refusal(): string | undefined {
    return this.#refusal;
  }

  /** The orders of this guest. */
  get mine(): readonly Order[] {
    return this.table.board.orders.filter((order) => this.isMine(order));
  }

  /** The order that this guest looks for first. */
  get foremost(): Order | undefined {
    return foremost(this.mine);
  }

  /** Begins; gives what ends it. */
  begin(): () => void {
    const endTable = this.table.begin();
    this.#sendAll();
    return () => {
      endTable();
      this.basket.end();
      this.sending.end();
      this.ratings.end();
    };
  }

  isMine(order: Order): boolean {
    const { name } = this.visit.person;
    return isOwn(order, { phone: this.guest.guest, name, sent: this.sending.mine });
  }

  /** Sends the cart. */
  order(): void {
    this.#refusal = undefined;
    this.sending.order();
  }

  /** Puts the dishes of an order into the cart; says how many are not to be had any more. */
  orderAgain({ lines }: Order): void {
    const { menu } = this.carte;
    let missing = 0;
    for (const { product: id, quantity_milli, chosen, note } of lines) {
      const product = menu.product(id);
      const names = (chosen ?? []).map(({ name }) => name);
      const options = product && menu.chosenNamed(product, names);
      if (!product || product.sold_out || !options) missing += 1;
      else this.basket.add(id, quantity_milli / 1000, options, note ?? '');
    }
    if (missing > 0) this.notes.wrong(t.orders.someMissing(missing));
    this.pages.go('menu');
  }

  #told(fault: unknown): string {
    return told(fault, (amount) => amountText(amount, this.guest.branch.currency));
  }

  #placed({ n }: OrderPlaced): void {
    this.notes.done(t.orders.placed(n));
    this.pages.go('orders');
  }

  #refused({ kind }: About, fault: unknown): void {
    const text = this.#told(fault);
    if (kind === 'order') this.#refusal = text;
    // Whoever has closed the cart meanwhile hears of it too.
    this.notes.wrong(text);
  }

  #sendAll(): void {
    this.basket.flush();
    this.sending.flush();
    this.ratings.flush();
  }
}

export const [useSitting, giveSitting] = createContext<Sitting>();
