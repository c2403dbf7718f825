// The sound of a new order: two tones made by the browser, without a file. Browsers make no sound
// before somebody has touched the page, so that the bell says whether it is awake.

const KEPT_AS = 'nusa.kitchen.sound';
const TONES_HZ = [880, 1318];
const TONE_S = 0.22;

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
    if (!this.#on || !this.#awake || !this.#audio) return;
    TONES_HZ.forEach((hz, n) => this.#tone(hz, n * TONE_S));
  }

  #tone(hz: number, after: number): void {
    const audio = this.#audio;
    if (!audio) return;
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const from = audio.currentTime + after;
    tone.type = 'triangle';
    tone.frequency.value = hz;
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(0.5, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + TONE_S);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + TONE_S);
  }
}
