// The drawings, once they have been fetched; until then a picture is its plain ground. Knows no
// product.

/** A ground that suits every drawing. */
const GROUND: readonly [tint: string, body: string] = ['#ddd8ca', ''];

class Drawings {
  #art = $state.raw<typeof import('./sheet')>();
  #asked = false;
  readonly #pictures = new Map<string, string>();

  /** Tint and body of a drawing; asks for the sheet when it is first needed. */
  of(word: string): readonly [tint: string, body: string] {
    return this.#fetched()?.sheet[word] ?? GROUND;
  }

  /** The word of the drawing that stands for a product; none until the sheet is here. */
  wordFor(name: string): string {
    return this.#fetched()?.drawingFor(name) ?? '';
  }

  /**
   * The address of a drawing as a picture of its own; nothing until the sheet is here. A picture
   * is one node of the page however much is drawn in it, and is painted once for all who show it.
   */
  picture(word: string): string | undefined {
    const known = this.#pictures.get(word);
    const body = this.of(word)[1];
    if (known || body === '') return known;
    const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="200" height="200">${body}</svg>`;
    const made = URL.createObjectURL(new Blob([drawn], { type: 'image/svg+xml' }));
    this.#pictures.set(word, made);
    return made;
  }

  /** Fetches the sheet; a failure is tried again at the next need. */
  async fetch(): Promise<void> {
    this.#asked = true;
    try {
      this.#art = await import('./sheet');
    } catch {
      this.#asked = false;
    }
  }

  #fetched() {
    if (!this.#asked) void this.fetch();
    return this.#art;
  }
}

/** The one sheet of this page. */
export const drawings = new Drawings();
