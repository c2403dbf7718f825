// What the page of tables knows: the house by the node's feed, and the bills that wait to be paid,
// read again whenever anything of them moved. Keeps nothing on the device: a bill is the node's.
import { createContext } from 'svelte';
import { api, NoAnswer, Problem } from '../../../api/client';
import type { PageOf } from '../../../api/views';
import { EMPTY_HOUSE, told, type FeedMessage, type House } from '../../../data/orders-feed';
import { OrdersLine, type LineState } from '../../../data/orders-line';
import { explain } from '../../../i18n/explain';
import { entriesOf, groupsOf, type Entry, type Group } from './entries';
import { problems } from './problems';
import type { BillDetail, BillView } from './shapes';

/** Bills that are read at once. */
const AT_ONCE = 4;
/** Everything is read again after so many milliseconds, poke or not. */
const AGAIN_MS = 30_000;
/** Pokes after which a bill may stand otherwise. */
const TOPICS = new Set(['sale', 'order', 'catalogue']);

export class Room {
  #told = $state.raw<House>(EMPTY_HOUSE);
  #line = $state<LineState>('connecting');
  #details = $state.raw<ReadonlyMap<string, BillDetail>>(new Map());
  #begun = $state(false);
  #problem = $state<string>();
  #unread = $state<string>();
  #now = $state(Date.now());
  /** How far the node's clock is ahead of the device's, milliseconds. */
  #ahead = 0;
  #marks = new Map<string, string>();
  #wanted = false;
  #reading: Promise<void> | undefined;
  readonly #entries = $derived(entriesOf(this.#details.values(), this.#told));
  readonly #feed = new OrdersLine({
    onmessage: (message) => this.#hear(message),
    onstate: (state) => this.#stand(state),
    cursor: () => this.#told.cursor,
  });

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get house(): House {
    return this.#told;
  }

  /** Whether the node is heard. */
  get here(): boolean {
    return this.#line === 'here';
  }

  get lost(): boolean {
    return this.#line === 'lost';
  }

  /** Whether bills have been read at all. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Why bills could not be read, if they could not. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Why some bill could not be read while the others were; nothing when all were. */
  get unread(): string | undefined {
    return this.#unread;
  }

  /** The node's clock, second by second. */
  get now(): number {
    return this.#now;
  }

  /** Begins to listen; gives what ends it. */
  begin(): () => void {
    this.#feed.begin();
    void this.read();
    const tick = setInterval(() => (this.#now = Date.now() + this.#ahead), 1_000);
    const again = setInterval(() => void this.read(), AGAIN_MS);
    const hurry = (): void => this.#feed.hurry();
    addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
    return () => {
      clearInterval(tick);
      clearInterval(again);
      removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      this.#feed.end();
    };
  }

  /** Reads what waits; whoever asks meanwhile is served by one more look. */
  read(): Promise<void> {
    this.#wanted = true;
    this.#reading ??= this.#readAll().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      try {
        await this.#look();
        this.#problem = undefined;
        this.#begun = true;
      } catch (error) {
        // Silence is said by the line, and what was read stays in sight.
        if (error instanceof NoAnswer) return;
        if (!(error instanceof Problem)) throw error;
        this.#problem = explain(error, problems());
      }
    }
  }

  async #look(): Promise<void> {
    const { items } = await api.get<PageOf<BillView>>('/api/v1/bills');
    const groups = groupsOf(items);
    const stale = groups.filter(({ whole, mark }) => this.#marks.get(whole) !== mark);
    const read = new Map<string, BillDetail>();
    let unread: string | undefined;
    for (let at = 0; at < stale.length; at += AT_ONCE) {
      const some = stale.slice(at, at + AT_ONCE).map((group) => this.#detail(group, read));
      unread = (await Promise.all(some)).find(Boolean) ?? unread;
    }
    this.#unread = unread;
    const known = groups.map(({ whole }) => read.get(whole) ?? this.#details.get(whole));
    const details = known.filter((detail) => detail !== undefined);
    this.#details = new Map(details.map((detail) => [detail.bill, detail]));
    // What could not be read is read again the next time.
    const fresh = groups.filter((group) => read.has(group.whole) || !stale.includes(group));
    this.#marks = new Map(fresh.map(({ whole, mark }) => [whole, mark]));
  }

  /** Reads one bill; gives why it could not be, so that it takes none of the others away. */
  async #detail({ whole }: Group, into: Map<string, BillDetail>): Promise<string | undefined> {
    try {
      into.set(whole, await api.get<BillDetail>(`/api/v1/bills/${whole}`));
      return undefined;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return explain(error, problems());
    }
  }

  #hear(message: FeedMessage): void {
    if ('now' in message) this.#ahead = message.now - Date.now();
    this.#told = told(this.#told, message);
    const moved = 'cursor' in message || (message.type === 'poke' && TOPICS.has(message.topic));
    if (moved && message.type !== 'draft') void this.read();
  }

  #stand(state: LineState): void {
    this.#line = state;
    if (state === 'here') void this.read();
  }
}

export const [getRoom, giveRoom] = createContext<Room>();
