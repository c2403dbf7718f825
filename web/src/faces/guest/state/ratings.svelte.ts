// What this phone may rate and has rated, by bill, and ratings that are on their way: each is kept with its bytes
// before it is sent, so that it arrives once. Knows no screen.
import type { View } from '../../../api/views';
import { uuid7 } from '../../../data/uuid7';
import { node, RATINGS_AT } from './node';
import { Outbox, type Post } from './outbox';

export type BillDishes = View<'GuestBillRatingsView'>;
export type Dish = View<'GuestDishRatingView'>;
export type Said = View<'SaidView'>;

/** What may be amiss, in the order in which it is asked. */
export const LACKS = ['slow', 'lukewarm', 'salty', 'sweet', 'small'] as const;

/** From so many stars on nothing was amiss. */
export const GOOD_FROM = 4;

/** What a guest thinks of a dish, as far as it is said. */
export interface Opinion {
  stars: number | undefined;
  lacks: readonly string[];
  comment: string;
}

/** What is sent of a bill. */
export interface Verdict {
  opinions: Readonly<Record<number, Opinion>>;
  message: string;
  /** Whether the guest's name comes along. */
  named: boolean;
}

/** The bytes of a rating; dishes without stars stay unrated. */
export function bodyOf(
  command: string,
  bill: string,
  { opinions, message, named }: Verdict,
): string {
  const dishes = Object.entries(opinions).flatMap(([product, { stars, lacks, comment }]) => {
    if (stars === undefined) return [];
    const words = comment.trim();
    return [
      {
        product: Number(product),
        stars,
        lacks: stars < GOOD_FROM ? lacks : [],
        ...(words ? { comment: words } : {}),
      },
    ];
  });
  const word = message.trim();
  return JSON.stringify({ command, bill, named, dishes, ...(word ? { message: word } : {}) });
}

export class Ratings {
  readonly #outbox: Outbox<{ bill: string }>;
  #bills = $state.raw<readonly BillDishes[]>([]);
  #posts = $state.raw<readonly Post<{ bill: string }>[]>([]);
  #known = $state(false);
  #thanked = $state(false);

  constructor({ refused }: { refused: (fault: unknown) => void }) {
    this.#outbox = new Outbox({
      // The node knows the phone and what it ordered, wherever it sits now.
      place: RATINGS_AT,
      keptAs: 'ratings',
      send: ({ path, body }) => node.post(path, body),
      confirmed: () => {
        this.#thanked = true;
        void this.load();
      },
      refused: (_, fault) => {
        refused(fault);
        void this.load();
      },
      changed: (posts) => (this.#posts = posts),
    });
  }

  get bills(): readonly BillDishes[] {
    return this.#bills;
  }

  /** Whether the node has said what there is. */
  get known(): boolean {
    return this.#known;
  }

  get thanked(): boolean {
    return this.#thanked;
  }

  get underWay(): boolean {
    return this.#posts.length > 0;
  }

  /** The bills of which something is unrated, but for what is on its way. */
  get open(): readonly BillDishes[] {
    const isOpen = ({ bill, dishes }: BillDishes): boolean =>
      !this.isSent(bill) && dishes.some(({ said }) => !said);
    return this.#bills.filter(isOpen);
  }

  /** Whether something of a bill is on its way. */
  isSent(bill: string): boolean {
    return this.#posts.some(({ about }) => about.bill === bill);
  }

  /** How many dishes are unrated. */
  get toRate(): number {
    return this.open.flatMap(({ dishes }) => dishes.filter(({ said }) => !said)).length;
  }

  /** Asks the node; what was known stays when it does not answer. */
  async load(): Promise<void> {
    try {
      this.#bills = (await node.ratings()).bills;
      this.#known = true;
    } catch {
      // It is asked again when something is served, or when the page is opened again.
    }
  }

  send(bill: string, verdict: Verdict): void {
    const body = bodyOf(uuid7(), bill, verdict);
    this.#outbox.add({ path: RATINGS_AT, body, about: { bill } });
  }

  flush(): void {
    void this.#outbox.flush();
  }

  end(): void {
    this.#outbox.end();
  }
}
