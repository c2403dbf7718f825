// The menu of the shop as the phone has it, fetched again when it is another. Knows no table.
import type { MenuView } from '../shapes';
import { Menu } from './menu';
import { fetchMenu } from './node';
import { Trying } from './trying';

const NOTHING: MenuView = {
  branch: { code: '', name: '', address: '', currency: 'IDR', tz_offset_min: 420 },
  categories: [],
  products: [],
  groups: [],
  popular: [],
};

export class Carte {
  #menu = $state.raw(new Menu(NOTHING));
  #here = $state(false);
  #tag: string | undefined;
  #stale = false;
  readonly #trying = new Trying(() => this.#next());

  get menu(): Menu {
    return this.#menu;
  }

  /** Whether there is a menu to show. */
  get here(): boolean {
    return this.#here;
  }

  /** Fetches it, and again until it is here. */
  fetch(): void {
    this.#stale = true;
    void this.#trying.flush();
  }

  end(): void {
    this.#trying.end();
  }

  async #next(): Promise<boolean> {
    if (!this.#stale) return false;
    const fetched = await fetchMenu(this.#tag);
    this.#stale = false;
    if (fetched) {
      this.#menu = new Menu(fetched.menu);
      this.#tag = fetched.tag;
      this.#here = true;
    }
    return true;
  }
}
