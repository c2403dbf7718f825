// A piece of a face that its first picture does without: fetched when it is first needed or when the
// picture stands, and again until it is here with its words. Knows no piece.
import { language } from '../i18n/language.svelte';

/** How long the first picture is left alone, milliseconds. */
const FIRST_MS = 400;
/** After a failure it is asked for again, milliseconds. */
const AGAIN_MS = 5_000;

export class Part<Module> {
  #here = $state.raw<Module>();
  #asked = false;

  constructor(private readonly load: () => Promise<Module>) {}

  /** The piece, or nothing yet: whatever reads it is drawn again when it has come. */
  get here(): Module | undefined {
    return this.#here;
  }

  /** The same; whoever reads it waits for it, so that it is fetched now. */
  get needed(): Module | undefined {
    this.fetch();
    return this.#here;
  }

  /** Fetches it once the first picture has had its time. */
  fetchSoon(): void {
    setTimeout(() => this.fetch(), FIRST_MS);
  }

  /** Fetches it now, before anybody looks. */
  fetch(): void {
    if (this.#asked) return;
    this.#asked = true;
    void this.#try();
  }

  async #try(): Promise<void> {
    try {
      const piece = await this.load();
      await language.settle();
      this.#here = piece;
    } catch {
      setTimeout(() => void this.#try(), AGAIN_MS);
    }
  }
}
