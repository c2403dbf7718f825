// Which page of the till is shown, in the address, so that a reload and the back key stay true.

export const PAGES = ['sell', 'history', 'stock', 'shift', 'home', 'sync'] as const;
export type Page = (typeof PAGES)[number];

const BASE = '/kasir';
const PATHS: Record<Page, string> = {
  sell: BASE,
  history: `${BASE}/riwayat`,
  stock: `${BASE}/stok`,
  shift: `${BASE}/kas`,
  home: `${BASE}/ringkasan`,
  sync: `${BASE}/sinkron`,
};

function pageAt(path: string): Page {
  return PAGES.find((page) => PATHS[page] === path.replace(/\/$/, '')) ?? 'sell';
}

export class Route {
  #page = $state<Page>(pageAt(location.pathname));

  constructor() {
    addEventListener('popstate', () => (this.#page = pageAt(location.pathname)));
  }

  get page(): Page {
    return this.#page;
  }

  path(page: Page): string {
    return PATHS[page];
  }

  go(page: Page): void {
    if (page === this.#page) return;
    history.pushState(null, '', PATHS[page]);
    this.#page = page;
  }
}
