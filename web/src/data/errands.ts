// Commands of a board that no node has answered yet. Each is kept on the device with its id and
// its exact bytes before it is first sent, goes out in order, and leaves when the node said yes or
// no. Smaller than a till's outbox on purpose: a step at a table is worth nothing tomorrow, so that
// a refusal is told and forgotten. Knows no screen.
import { waitAfter } from './backoff';
import type { Step } from './order-steps';
import { judge, LATER, type Outcome } from './outcome';

export type { Outcome } from './outcome';

/** How long one try may take, milliseconds. */
const TRY_MS = 8_000;
const KEPT_UNDER = 'nusa.errand.';

export interface Errand {
  command: string;
  method: 'POST' | 'PUT';
  path: string;
  /** The exact bytes: sent again and again, never written anew. */
  body: string;
  at: number;
  /** Whose it is: it goes out while this person is signed in, and under no other name. */
  staff: number;
  /** What people call it when it is told of. */
  name: string;
  /** The order that it moves, and how. */
  moves?: { order: string; step: Step };
}

export interface ErrandParts {
  /** What is kept where; a browser that keeps nothing gives none. */
  store: Storage | undefined;
  /** Throws when nobody answers. */
  send: (errand: Errand, signal: AbortSignal) => Promise<Response>;
  onchange: () => void;
  /** An answer that came after `add` had given up waiting. */
  onlate: (errand: Errand, outcome: Outcome) => void;
  dice?: () => number;
}

type Tell = (outcome: Outcome) => void;

function kept(store: Storage | undefined): Errand[] {
  if (!store) return [];
  const keys = Array.from({ length: store.length }, (_, n) => store.key(n) ?? '');
  const rows = keys.filter((key) => key.startsWith(KEPT_UNDER)).map((key) => store.getItem(key));
  const errands = rows.map((row) => JSON.parse(row ?? '') as Errand);
  return errands.sort((a, b) => (a.command < b.command ? -1 : 1));
}

export class Errands {
  #waiting: Errand[];
  readonly #first = new Map<string, Tell>();
  #running: Promise<void> | undefined;
  #again = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: ErrandParts) {
    this.#waiting = kept(parts.store);
  }

  /** Those without an answer, the oldest first. */
  get waiting(): readonly Errand[] {
    return this.#waiting;
  }

  /** Keeps a command, sends it, and says how its first try ended; it is sent on after silence. */
  add(errand: Errand): Promise<Outcome> {
    this.#keep(errand);
    this.#waiting = [...this.#waiting, errand];
    this.parts.onchange();
    const first = new Promise<Outcome>((tell) => this.#first.set(errand.command, tell));
    void this.flush();
    return first;
  }

  /** Sends everything that waits; one round at a time, and another when something came meanwhile. */
  flush(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#rounds().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Sends at once what waits for a later try: the node was heard again. */
  hurry(): void {
    this.#tries = 0;
    if (this.#waiting.length > 0) void this.flush();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #rounds(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#again) {
      this.#again = false;
      await this.#round();
    }
    if (this.#waiting.length === 0) this.#tries = 0;
    else
      this.#timer = setTimeout(() => void this.flush(), waitAfter(this.#tries++, this.parts.dice));
  }

  async #round(): Promise<void> {
    for (const errand of this.#waiting) {
      const outcome = await this.#try(errand);
      if (outcome.kind !== 'later') this.#forget(errand);
      this.#tell(errand, outcome);
      // Nobody is there: the others would only wait for nothing.
      if (outcome.kind === 'later' && !outcome.reached) return this.#tellSilence();
    }
  }

  async #try(errand: Errand): Promise<Outcome> {
    try {
      const response = await this.parts.send(errand, AbortSignal.timeout(TRY_MS));
      return response.status === 204 ? { kind: 'confirmed', answer: undefined } : judge(response);
    } catch {
      return LATER;
    }
  }

  #tell(errand: Errand, outcome: Outcome): void {
    const first = this.#first.get(errand.command);
    this.#first.delete(errand.command);
    if (first) first(outcome);
    else if (outcome.kind !== 'later') this.parts.onlate(errand, outcome);
  }

  #tellSilence(): void {
    for (const [command, tell] of this.#first) {
      this.#first.delete(command);
      tell(LATER);
    }
  }

  #keep(errand: Errand): void {
    try {
      this.parts.store?.setItem(KEPT_UNDER + errand.command, JSON.stringify(errand));
    } catch {
      // A device without room sends it all the same, as long as the page is open.
    }
  }

  #forget(errand: Errand): void {
    this.parts.store?.removeItem(KEPT_UNDER + errand.command);
    this.#waiting = this.#waiting.filter((other) => other.command !== errand.command);
    this.parts.onchange();
  }
}
