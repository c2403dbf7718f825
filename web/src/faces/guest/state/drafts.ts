// The taps that the node has not heard of. Every tap goes out at once; while one is under way, later
// ones of the same line become one, and the last holds. What is not answered stays and is sent again.
// Knows no menu and no screen.
import { forget, keep, recall } from './kept';
import { isLater, Trying } from './trying';
import type { Draft, DraftWrite } from '../shapes';

interface Kept {
  place: string;
  writes: DraftWrite[];
}

const KEPT_AS = 'taps';

export interface DraftsParts {
  /** Table, sitting and guest: taps of another sitting are not sent. */
  place: string;
  send: (write: DraftWrite) => Promise<Draft>;
  /** The node's word on the draft. */
  hear: (draft: Draft) => void;
  /** The node takes no such line. */
  refused: (write: DraftWrite, fault: unknown) => void;
  /** What is unsent has changed. */
  changed: (unsent: readonly DraftWrite[]) => void;
}

export class Drafts {
  readonly #parts: DraftsParts;
  readonly #writes = new Map<string, DraftWrite>();
  readonly #trying = new Trying(() => this.#next());
  #underWay: Promise<unknown> | undefined;

  constructor(parts: DraftsParts) {
    this.#parts = parts;
    const kept = recall<Kept>(KEPT_AS);
    if (kept?.place === parts.place)
      kept.writes.forEach((write) => this.#writes.set(write.line, write));
    this.#tell();
  }

  /** Takes a tap: seen at once, sent at once. */
  write(write: DraftWrite): void {
    this.#writes.set(write.line, write);
    this.#tell();
    void this.flush();
  }

  flush(): Promise<void> {
    return this.#trying.flush();
  }

  end(): void {
    this.#trying.end();
  }

  /** Lets go of what is unsent of these lines, once nothing of them is under way. */
  async drop(lines: readonly string[]): Promise<void> {
    lines.forEach((line) => this.#writes.delete(line));
    this.#tell();
    await this.#underWay?.catch(() => undefined);
  }

  #tell(): void {
    const writes = [...this.#writes.values()];
    if (writes.length === 0) forget(KEPT_AS);
    else keep(KEPT_AS, { place: this.#parts.place, writes } satisfies Kept);
    this.#parts.changed(writes);
  }

  /** The write is settled, unless a later tap has taken its place. */
  #settle(write: DraftWrite): void {
    if (this.#writes.get(write.line) === write) this.#writes.delete(write.line);
    this.#tell();
  }

  async #next(): Promise<boolean> {
    const [write] = this.#writes.values();
    if (!write) return false;
    try {
      const sending = this.#parts.send(write);
      this.#underWay = sending;
      this.#parts.hear(await sending);
    } catch (fault) {
      if (isLater(fault)) throw fault;
      this.#parts.refused(write, fault);
    }
    this.#settle(write);
    return true;
  }
}
