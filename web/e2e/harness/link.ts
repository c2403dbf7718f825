// A line between two programs that can be cut and slowed: a TCP proxy. Knows no protocol.
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a port of this machine. */
export class Link {
  readonly #open = new Set<Socket>();
  #server: Server | undefined;
  #isCut = false;
  #port = 0;

  constructor(private readonly to: number) {}

  /** Where it takes connections. */
  get base(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Opens the line on a free port. */
  async open(): Promise<this> {
    const server = createServer((near) => this.#carry(near));
    this.#server = server;
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = server.address();
    this.#port = typeof address === 'object' && address ? address.port : 0;
    return this;
  }

  /** Cuts every connection, and lets no new one through. */
  cut(): void {
    this.#isCut = true;
    this.#open.forEach((socket) => socket.destroy());
  }

  /** Lets new connections through again. */
  mend(): void {
    this.#isCut = false;
  }

  /** Closes the line for good. */
  async close(): Promise<void> {
    this.cut();
    const server = this.#server;
    if (server) await new Promise((closed) => server.close(closed));
  }

  #carry(near: Socket): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = connect(this.to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#open.delete(one);
        other.destroy();
      });
    }
  }
}
