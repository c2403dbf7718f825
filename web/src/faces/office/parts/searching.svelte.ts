// Words typed into a search field reach the address when the fingers rest, so that the node is
// not asked for every letter.
import type { Router } from '../data/router.svelte';

/** How long fingers rest, milliseconds. */
const REST_MS = 250;

export class Searching {
  #typed = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly router: Router,
    private readonly name = 'search',
  ) {
    this.#typed = router.ask(name) ?? '';
  }

  get typed(): string {
    return this.#typed;
  }

  set typed(words: string) {
    this.#typed = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.router.set({ [this.name]: words.trim() }), REST_MS);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#typed = '';
  }
}
