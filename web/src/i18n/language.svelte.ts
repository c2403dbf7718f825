// Which language people read, and the dictionaries that speak it. Indonesian is always here;
// English is fetched when somebody chooses it. Knows no word of any screen.

export type Language = 'id' | 'en';

const KEPT_AS = 'nusa.language';

function kept(): Language {
  try {
    return localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'id';
  } catch {
    return 'id';
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // A browser that keeps nothing shows Indonesian at the next start.
  }
}

class Spoken {
  #current = $state<Language>('id');
  #loaders = new Set<() => Promise<void>>();

  get current(): Language {
    return this.#current;
  }

  /** The tag that `Intl` knows the conventions of dates and numbers under. */
  get locale(): string {
    return this.#current === 'en' ? 'en-GB' : 'id-ID';
  }

  /** Speaks the language that was kept; to be awaited before a face is shown. */
  async begin(): Promise<void> {
    await this.choose(kept());
  }

  /** Speaks a language from now on, and keeps it. An English that cannot be fetched changes nothing. */
  async choose(language: Language): Promise<void> {
    if (language === 'en') await this.#loadEnglish();
    this.#current = language;
    document.documentElement.lang = language;
    keep(language);
  }

  /** Waits for the words of a piece that has come just now. */
  async settle(): Promise<void> {
    if (this.#current === 'en') await this.#loadEnglish();
  }

  /** A dictionary that must be there before English is spoken. */
  add(load: () => Promise<void>): void {
    this.#loaders.add(load);
    if (this.#current === 'en') void load();
  }

  async #loadEnglish(): Promise<void> {
    await Promise.all([...this.#loaders].map((load) => load()));
  }
}

/** The one language of this page. */
export const language = new Spoken();
