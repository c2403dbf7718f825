// The office's addresses: which page a path names, and going from one to another without loading
// the program anew. Filters live in the address, so that a list can be bookmarked and sent.
import { BASE } from '../../../api/base';

/** Where the face begins. */
export const ROOT = `${BASE}/kantor`;

/** The parts of a path that a pattern leaves open, by name; nothing when it does not fit. */
export function fit(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return undefined;
  const open: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const word = decodeURIComponent(given[index] ?? '');
    if (part.startsWith(':')) open[part.slice(1)] = word;
    else if (part !== word) return undefined;
  }
  return open;
}

/** The address with parameters set; an empty one is taken out. */
export function withQuery(
  address: URL,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams(address.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? address.pathname : `${address.pathname}?${text}`;
}

/** The link that a click follows within the face; nothing for every other click. */
function linkOf(event: MouseEvent): string | undefined {
  const other = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey;
  if (event.defaultPrevented || other || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target !== '' || link.hasAttribute('download')) return undefined;
  const address = new URL(link.href, location.href);
  const inside = address.pathname === ROOT || address.pathname.startsWith(`${ROOT}/`);
  if (address.origin !== location.origin || !inside) return undefined;
  return address.pathname + address.search;
}

export class Router {
  #address = $state.raw(new URL(location.href));
  #unsaved = $state(false);
  #asked = $state<string>();

  get path(): string {
    return this.#address.pathname;
  }

  get query(): URLSearchParams {
    return this.#address.searchParams;
  }

  /** Where somebody wants to go while something is unsaved. */
  get asked(): string | undefined {
    return this.#asked;
  }

  /** One parameter, or nothing. */
  ask(name: string): string | undefined {
    return this.query.get(name) ?? undefined;
  }

  /** Follows links and the browser's own buttons; gives what ends it. */
  begin(): () => void {
    const click = (event: MouseEvent): void => {
      const href = linkOf(event);
      if (href === undefined) return;
      event.preventDefault();
      this.go(href);
    };
    const back = (): void => this.#back();
    const leave = (event: BeforeUnloadEvent): void => {
      if (this.#unsaved) event.preventDefault();
    };
    document.addEventListener('click', click);
    window.addEventListener('popstate', back);
    window.addEventListener('beforeunload', leave);
    return () => {
      document.removeEventListener('click', click);
      window.removeEventListener('popstate', back);
      window.removeEventListener('beforeunload', leave);
    };
  }

  go(href: string): void {
    if (this.#wouldLose(href)) {
      this.#asked = href;
      return;
    }
    history.pushState(null, '', href);
    this.#arrive();
    scrollTo(0, 0);
  }

  /** Goes elsewhere in place of this address: the way back leads past it. */
  replace(href: string): void {
    history.replaceState(null, '', href);
    this.#arrive();
  }

  /** Sets parameters of this address without a new step in the history. */
  set(changes: Readonly<Record<string, string | undefined>>): void {
    history.replaceState(null, '', withQuery(this.#address, changes));
    this.#arrive();
  }

  /** Whether leaving this page would lose what was typed. */
  hold(unsaved: boolean): void {
    this.#unsaved = unsaved;
  }

  /** Stays on the page. */
  stay(): void {
    this.#asked = undefined;
  }

  /** Goes where somebody wanted to, without what was typed. */
  leave(): void {
    const href = this.#asked ?? ROOT;
    this.#unsaved = false;
    this.#asked = undefined;
    this.go(href);
  }

  /** What was typed stays while only the parameters of the page change. */
  #wouldLose(href: string): boolean {
    return this.#unsaved && new URL(href, location.href).pathname !== this.path;
  }

  /** The browser's own button has moved already: what would be lost is asked for in place. */
  #back(): void {
    const href = location.pathname + location.search;
    if (this.#wouldLose(href)) {
      history.pushState(null, '', this.#address);
      this.#asked = href;
    } else this.#arrive();
  }

  #arrive(): void {
    this.#address = new URL(location.href);
  }
}
