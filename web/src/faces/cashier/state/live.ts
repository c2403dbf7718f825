// Listens to the node's pokes: something of a topic has changed, read again. A poke that is lost
// costs nothing, because everything is also read again from time to time.

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A node that says nothing for so long, milliseconds, has gone: it beats every five seconds. */
const SILENCE_MS = 12_000;

export type Topic = 'sale' | 'stock' | 'catalogue' | 'shift' | 'link' | 'print' | 'order';

interface Said {
  type: string;
  topic?: Topic;
}

function read(data: unknown): Said | undefined {
  try {
    return JSON.parse(String(data)) as Said;
  } catch {
    return undefined;
  }
}

export class Live {
  #socket: WebSocket | undefined;
  #wait = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Map<Topic, Set<() => void>>();

  /** Calls back at each poke of a topic, until the answer is called. */
  on(topic: Topic, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Connects, and connects again whenever the line breaks. */
  begin(): void {
    this.end();
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/live`);
    this.#socket = socket;
    socket.onmessage = (event) => this.#hear(read(event.data));
    socket.onclose = () => {
      if (socket === this.#socket) this.#later();
    };
  }

  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #later(): void {
    clearTimeout(this.#silence);
    this.#timer = setTimeout(() => this.begin(), this.#wait * (0.7 + Math.random() * 0.6));
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
  }

  #hear(said: Said | undefined): void {
    this.#wait = FIRST_WAIT_MS;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket?.close(), SILENCE_MS);
    if (said?.type === 'hello') this.#listeners.forEach((topic) => topic.forEach((tell) => tell()));
    if (said?.type === 'poke' && said.topic) {
      this.#listeners.get(said.topic)?.forEach((tell) => tell());
    }
  }
}
