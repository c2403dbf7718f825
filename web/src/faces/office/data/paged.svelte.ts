// A list that the node pages by cursor: one page in sight, the way back remembered.
import { untrack } from 'svelte';
import { Loaded } from './loaded.svelte';

export interface PageOfMany<Row> {
  items: Row[];
  next?: string;
  /** How many rows there are in all, where the node counts them. */
  count?: number;
}

type AskPage<Row> = (after: string | undefined) => Promise<PageOfMany<Row>>;

export class Paged<Row> {
  readonly page = new Loaded<PageOfMany<Row>>();
  /** The cursors of the pages before this one; the first page has none. */
  #trail = $state.raw<(string | undefined)[]>([undefined]);
  /** How many rows the pages before this one had. */
  #before = $state.raw<number[]>([0]);
  #ask: AskPage<Row> | undefined;
  #asked: string | undefined;

  get rows(): readonly Row[] {
    return this.page.value?.items ?? [];
  }

  get count(): number | undefined {
    return this.page.value?.count;
  }

  /** The number of the first row in sight, from 1. */
  get first(): number {
    return (this.#before.at(-1) ?? 0) + 1;
  }

  get hasNext(): boolean {
    return this.page.value?.next !== undefined;
  }

  get hasPrevious(): boolean {
    return this.#trail.length > 1;
  }

  /**
   * Asks with these filters: the first page of another question, the same page of the same one.
   * Safe to be called in an effect: it depends on nothing but what the caller has read.
   */
  async show(asked: object, ask: AskPage<Row>): Promise<void> {
    const question = JSON.stringify(asked);
    const isNew = question !== this.#asked;
    this.#asked = question;
    this.#ask = ask;
    if (isNew) [this.#trail, this.#before] = [[undefined], [0]];
    await this.#load();
  }

  async next(): Promise<void> {
    const { next, items = [] } = this.page.value ?? {};
    if (next === undefined) return;
    this.#trail = [...this.#trail, next];
    this.#before = [...this.#before, (this.#before.at(-1) ?? 0) + items.length];
    await this.#load();
  }

  async previous(): Promise<void> {
    if (!this.hasPrevious) return;
    this.#trail = this.#trail.slice(0, -1);
    this.#before = this.#before.slice(0, -1);
    await this.#load();
  }

  /** The same page again, after something changed. */
  async again(): Promise<void> {
    await this.#load();
  }

  async #load(): Promise<void> {
    const ask = this.#ask;
    const after = untrack(() => this.#trail.at(-1));
    if (ask) await this.page.load(() => ask(after));
  }
}
