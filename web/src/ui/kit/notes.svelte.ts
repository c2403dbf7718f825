// The short messages of a face: each stands for some seconds. Knows nothing of what they say.

/** How long a message stands, milliseconds: long enough to be read twice. */
const STANDS_MS = 4_000;
/** More at once would cover the page; the oldest goes. */
const MAX_SHOWN = 3;

export interface Note {
  id: number;
  text: string;
  tone: 'pandan' | 'cabai';
}

export class Notes {
  #shown = $state<Note[]>([]);
  #next = 1;

  get shown(): readonly Note[] {
    return this.#shown;
  }

  /** Says that something is done. */
  done(text: string): void {
    this.#say(text, 'pandan');
  }

  /** Says that something is wrong. */
  wrong(text: string): void {
    this.#say(text, 'cabai');
  }

  #say(text: string, tone: Note['tone']): void {
    const id = this.#next++;
    this.#shown = [...this.#shown, { id, text, tone }].slice(-MAX_SHOWN);
    setTimeout(() => {
      this.#shown = this.#shown.filter((note) => note.id !== id);
    }, STANDS_MS);
  }
}
