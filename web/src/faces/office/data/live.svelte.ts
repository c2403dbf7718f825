// Tells pages that something changed at the node: by its socket, else by asking every five
// seconds. Says only which topic moved; what moved is asked for by whoever shows it.

import { addressOf } from '../../../api/client';

export type Topic = 'sale' | 'stock' | 'order' | 'catalogue' | 'link' | 'mail';

/** How often pages ask again while there is no socket, milliseconds. */
const POLL_MS = 5_000;
/** How long pokes are gathered before pages hear of them: many sales a second are one change. */
const GATHER_MS = 700;
/** Beats come every 5 s; after this much silence the socket counts as dead. */
const SILENT_MS = 12_000;
/** How long to wait before the socket is tried again. */
const RETRY_MS = 15_000;

const TOPICS: readonly Topic[] = ['sale', 'stock', 'order', 'catalogue', 'link', 'mail'];

export class Live {
  #turns = $state<Record<Topic, number>>({
    sale: 0,
    stock: 0,
    order: 0,
    catalogue: 0,
    link: 0,
    mail: 0,
  });
  #open = $state(false);
  #moved = new Set<Topic>();
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #socket: WebSocket | undefined;
  #heardAt = 0;

  /** Whether changes are told as they happen. */
  get open(): boolean {
    return this.#open;
  }

  /** A number that grows whenever one of the topics moved; reading it in an effect repeats it. */
  turn(...topics: readonly Topic[]): number {
    return topics.reduce((sum, topic) => sum + this.#turns[topic], 0);
  }

  /** Begins; gives what ends it. */
  begin(): () => void {
    this.#connect();
    const poll = setInterval(() => this.#tick(), POLL_MS);
    let triedAt = Date.now();
    const retry = setInterval(() => {
      if (this.#socket || Date.now() - triedAt < RETRY_MS) return;
      triedAt = Date.now();
      this.#connect();
    }, POLL_MS);
    return () => {
      clearInterval(poll);
      clearInterval(retry);
      clearTimeout(this.#gathering);
      this.#socket?.close();
    };
  }

  #tick(): void {
    const silent = Date.now() - this.#heardAt > SILENT_MS;
    if (this.#open && silent) this.#socket?.close();
    if (!this.#open && document.visibilityState === 'visible') this.#move(TOPICS);
  }

  #connect(): void {
    const address = new URL(addressOf('/api/v1/live'), location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.onmessage = (event) => this.#hear(event.data as unknown);
    socket.onclose = () => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#open = false;
    };
  }

  #hear(data: unknown): void {
    this.#heardAt = Date.now();
    const said = read(data);
    if (said.type === 'hello') {
      this.#open = true;
      this.#move(TOPICS);
    }
    const topic = TOPICS.find((known) => known === said.topic);
    if (said.type === 'poke' && topic) this.#move([topic]);
  }

  #move(topics: readonly Topic[]): void {
    topics.forEach((topic) => this.#moved.add(topic));
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#moved.forEach((topic) => (this.#turns[topic] += 1));
      this.#moved.clear();
    }, GATHER_MS);
  }
}

function read(data: unknown): { type?: unknown; topic?: unknown } {
  try {
    return JSON.parse(String(data)) as { type?: unknown; topic?: unknown };
  } catch {
    return {};
  }
}
