// The live line to the node: opens it, listens, and opens it again with the place where it broke.
// Knows how a line breaks and nothing of what is said on it.
import { waitAfter } from '../../../data/backoff';
import type { Cursor, Said } from '../shapes';

/** A node that says nothing for so long, milliseconds, has gone: it beats every five seconds. */
export const SILENCE_MS = 12_000;

/** The part of a browser's socket that is used. */
export type Line = Pick<WebSocket, 'onmessage' | 'onclose' | 'close'>;

export interface LiveParts {
  /** Opens a line that begins behind this place. */
  open: (after: Cursor | undefined) => Line;
  after: () => Cursor | undefined;
  hear: (said: Said) => void;
  /** The line has come up or is down. */
  turned: (up: boolean) => void;
  now?: () => number;
  dice?: () => number;
}

function read(data: unknown): Said | undefined {
  try {
    return JSON.parse(String(data)) as Said;
  } catch {
    return undefined;
  }
}

export class Live {
  readonly #parts: LiveParts;
  readonly #now: () => number;
  #line: Line | undefined;
  #failures = 0;
  #heardAt = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  begin(): void {
    this.end();
    const line = this.#parts.open(this.#parts.after());
    this.#line = line;
    line.onmessage = (event) => this.#hear(line, read(event.data));
    line.onclose = () => this.#lost(line);
    this.#watch();
  }

  end(): void {
    clearTimeout(this.#again);
    clearTimeout(this.#silence);
    const line = this.#line;
    this.#line = undefined;
    line?.close();
  }

  /** The phone woke or has a network again: a line that has been silent since is not believed. */
  wake(): void {
    if (this.#line && this.#now() - this.#heardAt < SILENCE_MS) return;
    this.#failures = 0;
    this.begin();
  }

  /** The phone says that its network is gone: nobody waits for the silence. */
  drop(): void {
    if (this.#line) this.#lost(this.#line);
  }

  #watch(): void {
    clearTimeout(this.#silence);
    const line = this.#line;
    // A socket over a dead network does not say that it is closed, so nobody waits for it.
    this.#silence = setTimeout(() => line && this.#lost(line), SILENCE_MS);
  }

  #hear(line: Line, said: Said | undefined): void {
    if (line !== this.#line) return;
    this.#heardAt = this.#now();
    this.#watch();
    if (!said) return;
    if (said.type === 'hello') {
      this.#failures = 0;
      this.#parts.turned(true);
    }
    this.#parts.hear(said);
  }

  #lost(line: Line): void {
    if (line !== this.#line) return;
    this.end();
    this.#parts.turned(false);
    const wait = waitAfter(this.#failures++, this.#parts.dice);
    this.#again = setTimeout(() => this.begin(), wait);
  }
}
