// Speaks to the node over HTTP: JSON out, JSON or a typed problem back, every wait bounded. Knows
// no route, no screen and no word of a language.
import { language } from '../i18n/language.svelte';
import { BASE } from './base';

/** How long an answer may take, milliseconds; longer than any commit, shorter than patience. */
export const ANSWER_MS = 10_000;

/** The node answered no, with a stable code (problem+json). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** The stable code. */
    readonly code: string,
    /** A short sentence of the server's in the language that was asked for. */
    readonly title: string,
    /** What is wrong this time, in English. */
    readonly detail: string,
    /** The field it is about. */
    readonly field: string | undefined,
    /** The request's id, for whoever reads the server's log. */
    readonly request: string | undefined,
    /** What goes along: a new total, a level. */
    readonly facts: Readonly<Record<string, unknown>>,
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
  }
}

/** Nobody knows whether the request arrived. */
export class NoAnswer extends Error {
  constructor(readonly why: 'network' | 'timeout' | 'unreadable') {
    super(`no answer: ${why}`);
    this.name = 'NoAnswer';
  }
}

type Scalar = string | number | boolean;
/** Parameters of an address; what is undefined is left out. */
export type Query = Readonly<Record<string, Scalar | undefined>>;

export interface Sending {
  query?: Query;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with its media type. */
  bytes?: { body: BodyInit; type: string };
  waitMs?: number;
  headers?: Readonly<Record<string, string>>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The address with its parameters; a route of the API is the one of this page's own node. */
export function addressOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  const at = path.startsWith('/api/') ? BASE + path : path;
  return given.length === 0 ? at : `${at}?${search}`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A problem out of an answer that is not a success. */
export function problemOf(status: number, body: unknown, request: string | null): Problem {
  const {
    code,
    title,
    detail,
    field,
    request: told,
    ...facts
  } = (body ?? {}) as Record<string, unknown>;
  return new Problem(
    status,
    text(code) ?? `http_${status}`,
    text(title) ?? '',
    text(detail) ?? '',
    text(field),
    text(told) ?? request ?? undefined,
    facts,
  );
}

function init(method: Method, sending: Sending): RequestInit {
  const headers: Record<string, string> = {
    accept: 'application/json, application/problem+json',
    'accept-language': language.current,
    ...sending.headers,
  };
  const made: RequestInit = { method, headers, cache: 'no-store' };
  made.signal = AbortSignal.timeout(sending.waitMs ?? ANSWER_MS);
  if (sending.bytes) {
    headers['content-type'] = sending.bytes.type;
    made.body = sending.bytes.body;
  } else if (sending.json !== undefined) {
    headers['content-type'] = 'application/json';
    made.body = JSON.stringify(sending.json);
  }
  return made;
}

/** The answer itself, whatever its status. Throws `NoAnswer` alone. */
export async function ask(method: Method, path: string, sending: Sending = {}): Promise<Response> {
  try {
    return await fetch(addressOf(path, sending.query), init(method, sending));
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    throw new NoAnswer(late ? 'timeout' : 'network');
  }
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    const body = await response.text();
    return body === '' ? undefined : (JSON.parse(body) as unknown);
  } catch {
    throw new NoAnswer('unreadable');
  }
}

async function call<Answer>(method: Method, path: string, sending: Sending): Promise<Answer> {
  const response = await ask(method, path, sending);
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  if (!response.ok) {
    const body = json ? await read(response) : undefined;
    throw problemOf(response.status, body, response.headers.get('x-request-id'));
  }
  return (await read(response)) as Answer;
}

/**
 * The verbs. The type of an answer is a schema of the contract: `api.get<View<'SaleDetail'>>(…)`.
 * Each throws `Problem` when the node says no and `NoAnswer` when it says nothing.
 */
export const api = {
  get: <Answer>(path: string, query: Query = {}, waitMs?: number) =>
    call<Answer>('GET', path, { query, ...(waitMs === undefined ? {} : { waitMs }) }),
  post: <Answer>(path: string, json: unknown, query: Query = {}) =>
    call<Answer>('POST', path, { json, query }),
  put: <Answer>(path: string, json: unknown, query: Query = {}) =>
    call<Answer>('PUT', path, { json, query }),
  remove: (path: string, json?: unknown) => call<undefined>('DELETE', path, { json }),
  /** Sends a file or picture as it is. */
  send: <Answer>(path: string, body: BodyInit, type: string, query: Query = {}) =>
    call<Answer>('POST', path, { bytes: { body, type }, query }),
};
