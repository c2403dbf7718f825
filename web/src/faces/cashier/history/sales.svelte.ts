// The branch's sales page by page, the newest first, read again when the node says that there are
// more. Knows no screen.
import { api } from '../../../api/client';
import type { PageOf, View } from '../../../api/views';
import { shiftDay } from '../../../format/time';

export type SaleView = View<'SaleView'> & { at_centre?: boolean; received_at?: number };
export type Days = 'today' | 'week' | 'month';

/** Days before today that are shown too. */
const BACK: Record<Days, number> = { today: 0, week: 6, month: 30 };
const PAGE_ROWS = 60;

export class Sales {
  #rows = $state.raw<readonly SaleView[]>([]);
  #next = $state.raw<string>();
  #failed = $state.raw<unknown>();
  #loading = $state(false);
  #asked = 0;

  get rows(): readonly SaleView[] {
    return this.#rows;
  }

  get more(): boolean {
    return this.#next !== undefined;
  }

  get failed(): unknown {
    return this.#failed;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** Reads from the newest on. What comes late of an older question is dropped. */
  async read(today: string, days: Days): Promise<void> {
    await this.#ask(today, days, undefined);
  }

  async readMore(today: string, days: Days): Promise<void> {
    if (this.#next !== undefined) await this.#ask(today, days, this.#next);
  }

  async #ask(today: string, days: Days, after: string | undefined): Promise<void> {
    const asked = ++this.#asked;
    this.#loading = true;
    try {
      const from = shiftDay(today, -BACK[days]);
      const query = { from, to: shiftDay(today, 1), after, limit: PAGE_ROWS };
      const page = await api.get<PageOf<SaleView>>('/api/v1/sales', query);
      if (asked !== this.#asked) return;
      this.#rows = after === undefined ? page.items : [...this.#rows, ...page.items];
      this.#next = page.next;
      this.#failed = undefined;
    } catch (error) {
      if (asked === this.#asked) this.#failed = error;
    } finally {
      if (asked === this.#asked) this.#loading = false;
    }
  }
}
