// The heartbeat of the badge: asks the node every five seconds how it stands, and listens to what
// it says by itself. Decides nothing: `src/data/link.ts` does.
import { api, Problem } from '../../../api/client';
import {
  BEAT_MS,
  BEAT_WAIT_MS,
  heard,
  missed,
  NOTHING_HEARD,
  type LinkState,
  type PusatSaid,
} from '../../../data/link';

export class Pulse {
  #state = $state.raw<LinkState>(NOTHING_HEARD);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #beating: Promise<void> | undefined;
  #onback: () => void = () => undefined;

  get state(): LinkState {
    return this.#state;
  }

  get tokoHere(): boolean {
    return this.#state.toko === 'here';
  }

  /** Begins to beat; `onback` is called whenever the node is heard again after it was gone. */
  begin(onback: () => void): void {
    this.#onback = onback;
    addEventListener('online', () => void this.beat());
    addEventListener('offline', () => void this.beat());
    document.addEventListener('visibilitychange', () => void this.beat());
    void this.beat();
  }

  /** One beat now. Called by itself, and when a request of somebody else's got no answer. */
  beat(): Promise<void> {
    clearTimeout(this.#timer);
    this.#beating ??= this.#ask().finally(() => {
      this.#beating = undefined;
      this.#timer = setTimeout(() => void this.beat(), BEAT_MS);
    });
    return this.#beating;
  }

  async #ask(): Promise<void> {
    const began = performance.now();
    try {
      const said = await api.get<PusatSaid>('/api/v1/link', {}, BEAT_WAIT_MS);
      this.#hear(began, said);
    } catch (error) {
      // Whoever has not signed in is told no, and has been answered. What is no problem of the
      // node's own comes from something in between.
      const answered = error instanceof Problem && !error.code.startsWith('http_');
      if (answered) this.#hear(began, undefined);
      else this.#state = missed(this.#state);
    }
  }

  #hear(began: number, said: PusatSaid | undefined): void {
    const back = this.#state.toko !== 'here' || this.#state.misses > 0;
    this.#state = heard(this.#state, Date.now(), Math.round(performance.now() - began), said);
    if (back) this.#onback();
  }
}
