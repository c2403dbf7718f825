// A real node: the program, started, killed and started again on the same directory and port.
import { spawn, type ChildProcess } from 'node:child_process';
import { program, until } from './place.ts';

/** How a command of the program ended. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the program to its end. */
export async function nusa(words: string[], input = ''): Promise<Ended> {
  const child = spawn(program(), words, { stdio: 'pipe' });
  let [out, err] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((ended) => child.once('close', ended));
  return { code, out, err };
}

/** Runs the program and fails unless it ended well. */
export async function done(words: string[], input = ''): Promise<string> {
  const { code, out, err } = await nusa(words, input);
  if (code !== 0) throw new Error(`nusa ${words.join(' ')} ended with ${code}: ${err}${out}`);
  return out;
}

/** A program that serves until it is stopped or killed. */
export class Node {
  #child: ChildProcess | undefined;
  #said = '';

  constructor(
    private readonly words: string[],
    /** Where it listens. */
    readonly port: number,
  ) {}

  /** Its address. */
  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What it printed since its last start. */
  get said(): string {
    return this.#said;
  }

  /** Starts it and waits until it answers. */
  async start(patienceMs = 30_000): Promise<this> {
    this.#said = '';
    const child = spawn(program(), this.words, { stdio: ['ignore', 'pipe', 'pipe'] });
    const hear = (bytes: Buffer): void => void (this.#said += bytes.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    this.#child = child;
    await until(
      `the node at ${this.base} answers`,
      async () => {
        if (child.exitCode !== null) throw new Error(`the node ended: ${this.#said}`);
        const answer = await fetch(`${this.base}/healthz`).catch(() => undefined);
        return answer?.ok ? true : undefined;
      },
      patienceMs,
    );
    return this;
  }

  /** Ends it as a power cut does: now, and without a word. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ends it as a person does. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Holds it: it keeps its connections and answers nothing until `wake`. */
  hang(): void {
    this.#child?.kill('SIGSTOP');
  }

  /** Lets it go on. */
  wake(): void {
    this.#child?.kill('SIGCONT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((gone) => child.once('close', gone));
    child.kill(signal);
    child.kill('SIGCONT');
    await ended;
  }
}
