// The drawings, once they have been fetched; until then a picture is its plain ground. Knows no
// product.

/** A ground that suits every drawing. */
const GROUND: readonly [tint: string, body: string] = ['#ddd8ca', ''];

class Drawings {
  #sheet = $state.raw<Readonly<Record<string, readonly [string, string]>>>();
  #asked = false;

  /** Tint and body of a drawing; asks for the sheet when it is first needed. */
  of(word: string): readonly [tint: string, body: string] {
    if (!this.#asked) void this.fetch();
    return this.#sheet?.[word] ?? GROUND;
  }

  /** Fetches the sheet; a failure is tried again at the next need. */
  async fetch(): Promise<void> {
    this.#asked = true;
    try {
      this.#sheet = (await import('./sheet')).sheet;
    } catch {
      this.#asked = false;
    }
  }
}

/** The one sheet of this page. */
export const drawings = new Drawings();
