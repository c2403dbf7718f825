// The line to the node's live feed of orders: connects, resumes after the last cursor, notices
// silence and tries again. Hands messages on and understands none but the cursor.
import { addressOf } from '../api/client';
import { waitAfter } from './backoff';
import type { Cursor, FeedMessage } from './orders-feed';

/** The node beats every five seconds; two missed ones, and the line is lost. */
const SILENCE_MS = 11_000;

export type LineState = 'connecting' | 'here' | 'lost';

/** As much of a WebSocket as is used. */
export interface Socket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  close(): void;
}

export interface LineParts {
  onmessage: (message: FeedMessage) => void;
  onstate: (state: LineState) => void;
  /** Where the feed stands. */
  cursor: () => Cursor | undefined;
  open?: (address: string) => Socket;
  dice?: () => number;
}

/** The feed's address on this page's own node. */
export function feedAddress(after: Cursor | undefined, origin: string): string {
  const path = addressOf('/api/v1/live', { feed: 'orders', after });
  return origin.replace(/^http/, 'ws') + path;
}

function read(data: unknown): FeedMessage | undefined {
  try {
    return JSON.parse(String(data)) as FeedMessage;
  } catch {
    return undefined;
  }
}

function openSocket(address: string): Socket {
  return new WebSocket(address) as unknown as Socket;
}

export class OrdersLine {
  #socket: Socket | undefined;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: LineParts) {}

  /** Connects, and connects again whenever the line breaks; at once when it is called again. */
  begin(): void {
    this.end();
    const open = this.parts.open ?? openSocket;
    const socket = open(feedAddress(this.parts.cursor(), location.origin));
    this.#socket = socket;
    socket.onmessage = (event) => this.#hear(read(event.data));
    socket.onclose = () => {
      if (socket === this.#socket) this.#lose();
    };
    this.#listen();
  }

  end(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  /** Tries at once what would be tried later: the network is back, somebody looks. */
  hurry(): void {
    if (!this.#socket) this.begin();
  }

  /** A socket that says nothing is as good as none, and may never say that it closed. */
  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lose(), SILENCE_MS);
  }

  #lose(): void {
    this.end();
    this.parts.onstate('lost');
    const wait = waitAfter(this.#failures, this.parts.dice);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.begin(), wait);
  }

  #hear(message: FeedMessage | undefined): void {
    this.#listen();
    if (!message) return;
    if (message.type === 'hello') {
      this.#failures = 0;
      this.parts.onstate('here');
    }
    this.parts.onmessage(message);
  }
}
