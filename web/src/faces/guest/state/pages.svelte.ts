// Which page is shown. The phone's own back key leads back; the address stays the same.

export type Page = 'menu' | 'orders' | 'rating' | 'profile';

const PAGES: readonly Page[] = ['menu', 'orders', 'rating', 'profile'];

function pageOf(state: unknown): Page {
  const page = (state as { page?: unknown } | null)?.page;
  return PAGES.find((known) => known === page) ?? 'menu';
}

export class Pages {
  #current = $state<Page>('menu');

  get current(): Page {
    return this.#current;
  }

  /** Begins; gives what ends it. */
  begin(): () => void {
    const read = (): void => void (this.#current = pageOf(history.state));
    read();
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }

  go(page: Page): void {
    if (page === this.#current) return;
    // The menu is where everything begins, so that going there is going back.
    if (page === 'menu') history.back();
    else if (this.#current === 'menu') history.pushState({ page }, '');
    else history.replaceState({ page }, '');
    this.#current = page;
    scrollTo(0, 0);
  }
}
