// The bell of the kitchen, switched by people. Browsers make no sound before somebody has touched
// the page, so that the bell says whether it is awake.
import { later } from './lazy';

const KEPT_AS = 'nusa.kitchen.sound';

function keptOn(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== 'off';
  } catch {
    return true;
  }
}

export class Bell {
  #on = $state(keptOn());
  #awake = $state(false);
  #audio: AudioContext | undefined;

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    try {
      localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
    } catch {
      // It holds until the page is closed.
    }
  }

  /** Whether the browser lets it ring. */
  get awake(): boolean {
    return this.#awake;
  }

  /** To be called while somebody touches the page. */
  async wake(): Promise<void> {
    if (this.#awake || typeof AudioContext === 'undefined') return;
    this.#audio ??= new AudioContext();
    await this.#audio.resume();
    this.#awake = this.#audio.state === 'running';
  }

  ring(): void {
    if (this.#on && this.#awake && this.#audio) later.needed?.playTones(this.#audio);
  }
}
