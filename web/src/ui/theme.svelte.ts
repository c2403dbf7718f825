// Light or dark, kept for the next start. Knows no colour: the tokens have them.

export type Theme = 'light' | 'dark';

const KEPT_AS = 'nusa.theme';

function kept(): Theme | null {
  try {
    const word = localStorage.getItem(KEPT_AS);
    return word === 'dark' || word === 'light' ? word : null;
  } catch {
    return null;
  }
}

class Shown {
  #current = $state<Theme>('light');

  get current(): Theme {
    return this.#current;
  }

  /** Shows what was kept, else what the face or the device prefers. */
  begin(preferred?: Theme): void {
    const device = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    this.#show(kept() ?? preferred ?? device);
  }

  choose(theme: Theme): void {
    this.#show(theme);
    try {
      localStorage.setItem(KEPT_AS, theme);
    } catch {
      // A browser that keeps nothing asks the device again at the next start.
    }
  }

  #show(theme: Theme): void {
    this.#current = theme;
    document.documentElement.dataset['theme'] = theme;
  }
}

/** The one theme of this page. */
export const theme = new Shown();
