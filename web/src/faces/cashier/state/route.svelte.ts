// Which page of the till is shown, in the address, so that a reload and the back key stay true.

/** The pages of the rail. */
export const PAGES = ['sell', 'tables', 'history', 'stock', 'shift', 'home', 'sync'] as const;
export type RailPage = (typeof PAGES)[number];
/** All pages; the printer's is reached from whoever stands at the till. */
export type Page = RailPage | 'printer';

const BASE = '/kasir';
const PATHS: Record<Page, string> = {
  sell: BASE,
  tables: `${BASE}/meja`,
  history: `${BASE}/riwayat`,
  stock: `${BASE}/stok`,
  shift: `${BASE}/kas`,
  home: `${BASE}/ringkasan`,
  sync: `${BASE}/sinkron`,
  printer: `${BASE}/printer`,
};

function pageAt(path: string): Page {
  const pages = Object.keys(PATHS) as Page[];
  return pages.find((page) => PATHS[page] === path.replace(/\/$/, '')) ?? 'sell';
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
