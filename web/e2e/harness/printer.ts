// A receipt printer that keeps what it is sent: a TCP sink as on port 9100. It can be switched off.
import { createServer, type Server } from 'node:net';

/** A printer of this machine. */
export class Printer {
  /** What came in over each connection, in order. */
  readonly jobs: Buffer[] = [];
  #server: Server | undefined;
  #port = 0;

  get port(): number {
    return this.#port;
  }

  /** Switches it on, on the same port as before. */
  async on(): Promise<this> {
    const server = createServer((socket) => {
      const parts: Buffer[] = [];
      socket.on('data', (bytes) => parts.push(bytes));
      socket.on('error', () => undefined);
      socket.on('close', () => this.jobs.push(Buffer.concat(parts)));
    });
    this.#server = server;
    await new Promise<void>((ready) => server.listen(this.#port, '127.0.0.1', ready));
    const address = server.address();
    this.#port = typeof address === 'object' && address ? address.port : 0;
    return this;
  }

  /** Switches it off: connections are refused. */
  async off(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise((closed) => server.close(closed));
  }
}
