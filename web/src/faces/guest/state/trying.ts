// Sends what waits, one after the other, and tries again later when nobody answers. Knows neither
// what is sent nor where it is kept.
import { NoAnswer, Problem } from '../../../api/client';
import { waitAfter } from '../../../data/backoff';

/** Many taps at once, and no judgement on any of them. */
const TOO_QUICK = 'guest_limited';

/** Whether the node may still take the very same thing: it did not say no for good. */
export function isLater(fault: unknown): boolean {
  if (fault instanceof NoAnswer) return true;
  if (!(fault instanceof Problem)) return false;
  // A phone that is not known any more sends again when it has joined again; one that is too quick
  // is only asked to wait.
  return fault.status >= 500 || [401, 408].includes(fault.status) || fault.code === TOO_QUICK;
}

export class Trying {
  #running: Promise<void> | undefined;
  /** Somebody asked for a round while one ran; it may have passed what they mean. */
  #asked = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `step` sends the next thing and says whether there was one; it throws what is to be tried later. */
  constructor(
    private readonly step: () => Promise<boolean>,
    private readonly dice?: () => number,
  ) {}

  /** Sends until nothing is left or nobody answers. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#asked = true;
    this.#running ??= this.#rounds();
    return this.#running;
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  async #rounds(): Promise<void> {
    try {
      while (this.#asked) await this.#round();
    } finally {
      this.#running = undefined;
    }
  }

  async #round(): Promise<void> {
    this.#asked = false;
    try {
      while (await this.step()) this.#failures = 0;
    } catch (fault) {
      if (!isLater(fault)) throw fault;
      const wait = waitAfter(this.#failures++, this.dice);
      this.#timer = setTimeout(() => void this.flush(), wait);
    }
  }
}
