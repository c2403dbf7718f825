// Somebody who asks a node over HTTP without a browser, to prepare and to check. Knows the API's
// manners (problem+json, command ids), not what a test is about.
import { randomBytes } from 'node:crypto';

/** An answer's JSON. */
export type Json = Record<string, unknown> & { rows?: { id: string }[]; items?: unknown[] };

/** A command id as a device makes it: UUIDv7. */
export function command(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [0, 8, 12, 16, 20].map((at, n) => hex.slice(at, [8, 12, 16, 20, 32][n])).join('-');
}

/** Somebody at one node. */
export class Desk {
  #token: string | undefined;

  constructor(
    private readonly base: string,
    private readonly who?: { login: string; password: string },
  ) {}

  /** Signs in. */
  static async signIn(base: string, login: string, password: string): Promise<Desk> {
    const desk = new Desk(base, { login, password });
    await desk.#signIn();
    return desk;
  }

  async #signIn(): Promise<void> {
    const answer = await new Desk(this.base).post('/api/v1/session', this.who);
    this.#token = String(answer['token']);
  }

  get(path: string): Promise<Json> {
    return this.#ask('GET', path);
  }

  post(path: string, body: unknown): Promise<Json> {
    return this.#ask('POST', path, body);
  }

  put(path: string, body: unknown): Promise<Json> {
    return this.#ask('PUT', path, body);
  }

  /** Asks with a fresh command id; gives back the number of the first row that was written. */
  async added(path: string, body: Record<string, unknown>): Promise<number> {
    const answer = await this.post(path, { command: command(), ...body });
    return Number(answer.rows?.[0]?.id);
  }

  /** The answer, whatever it says. */
  ask(method: string, path: string, body?: unknown): Promise<Response> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.#fetch(path, { method, ...sent }, 'application/json');
  }

  /** Sends a file as it is. */
  send(path: string, type: string, body: string): Promise<Response> {
    return this.#fetch(path, { method: 'POST', body }, type);
  }

  /** Signs in once more where the sign-in is gone: a person has twenty, and tests make many. */
  async #fetch(path: string, init: RequestInit, type: string): Promise<Response> {
    const answer = await this.#once(path, init, type);
    if (answer.status !== 401 || this.#token === undefined) return answer;
    await this.#signIn();
    return this.#once(path, init, type);
  }

  #once(path: string, init: RequestInit, type: string): Promise<Response> {
    const headers: Record<string, string> = { 'content-type': type };
    if (this.#token !== undefined) headers['authorization'] = `Bearer ${this.#token}`;
    return fetch(`${this.base}${path}`, { ...init, headers });
  }

  async #ask(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await this.ask(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Json);
  }
}
