// Something that a page shows and the node knows: asked for, kept while it is asked for again, and
// kept with the fault when the node does not answer. Knows no address.

import { untrack } from 'svelte';

/** The last good answer, and what went wrong since. A late answer never replaces a newer one. */
export class Loaded<Value> {
  #value = $state.raw<Value>();
  #fault = $state.raw<unknown>();
  #busy = $state(false);
  #at = $state(0);
  #turn = 0;
  #again: (() => Promise<Value>) | undefined;

  get value(): Value | undefined {
    return this.#value;
  }

  get fault(): unknown {
    return this.#fault;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** When the value was answered, epoch ms. */
  get at(): number {
    return this.#at;
  }

  /** Asks; the answer before stands until the new one is there. */
  async load(ask: () => Promise<Value>): Promise<void> {
    this.#again = ask;
    const turn = ++this.#turn;
    this.#busy = true;
    try {
      const answer = await untrack(ask);
      if (turn === this.#turn) this.set(answer);
    } catch (fault) {
      if (turn === this.#turn) this.#fault = fault;
    } finally {
      if (turn === this.#turn) this.#busy = false;
    }
  }

  /** Asks the same again. */
  async again(): Promise<void> {
    if (this.#again) await this.load(this.#again);
  }

  set(value: Value): void {
    this.#value = value;
    this.#fault = undefined;
    this.#at = Date.now();
  }

  /** Forgets everything, so that another question does not show the old answer. */
  forget(): void {
    this.#turn += 1;
    this.#value = undefined;
    this.#fault = undefined;
    this.#busy = false;
  }
}
