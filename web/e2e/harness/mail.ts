// A mail server that keeps what it is sent: a sink that speaks enough of SMTP. It can be switched off.
import { createServer, type Server, type Socket } from 'node:net';

/** A mail as it came. */
export interface Mail {
  to: string;
  /** Headers and body, as they were sent. */
  source: string;
}

/** A mail server of this machine. */
export class MailSink {
  readonly mails: Mail[] = [];
  #server: Server | undefined;
  #port = 0;

  get port(): number {
    return this.#port;
  }

  /** Switches it on, on the same port as before. */
  async on(): Promise<this> {
    const server = createServer((socket) => this.#talk(socket));
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

  #talk(socket: Socket): void {
    let waiting = '';
    let to = '';
    let isData = false;
    const say = (words: string): boolean => socket.write(`${words}\r\n`);
    say('220 uji ESMTP');
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('data', (bytes: string) => {
      waiting += bytes;
      for (;;) {
        const end = waiting.indexOf(isData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const text = waiting.slice(0, end);
        waiting = waiting.slice(end + (isData ? 5 : 2));
        if (isData) {
          isData = false;
          this.mails.push({ to, source: text });
          say('250 diterima');
        } else if (text.startsWith('EHLO')) say('250-uji\r\n250 8BITMIME');
        else if (text.startsWith('RCPT')) {
          to = /<(.*)>/.exec(text)?.[1] ?? '';
          say(to.startsWith('salah') ? '550 5.1.1 tidak ada orang itu' : '250 baik');
        } else if (text === 'DATA') {
          isData = true;
          say('354 silakan');
        } else if (text === 'QUIT') {
          say('221 sampai jumpa');
          socket.end();
        } else say('250 baik');
      }
    });
  }
}

/** The words of a mail's text, its lines joined as quoted-printable says. */
export function textOf({ source }: Mail): string {
  const boundary = /boundary="([^"]+)"/.exec(source)?.[1] ?? '';
  const plain = source.split(`\r\n--${boundary}`)[1] ?? source;
  const joined = plain.replace(/=\r\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
