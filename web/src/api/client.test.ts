// The client against a real server on this machine: answers, problems, silence.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressOf, api, ask, NoAnswer, Problem } from './client';

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/echo') {
      response.setHeader('content-type', 'application/json');
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => response.end(JSON.stringify({ url: request.url, body })));
    } else if (path === '/refused') {
      response.writeHead(409, {
        'content-type': 'application/problem+json',
        'x-request-id': 'r-1',
      });
      response.end('{"code":"total_changed","title":"Total berubah","detail":"d","total":5}');
    } else if (path === '/empty') {
      response.writeHead(204).end();
    } else if (path === '/torn') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":');
    } else if (path === '/broken') {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<p>');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function thrown(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('an address carries what is given', () => {
  expect(addressOf('/a')).toBe('/a');
  expect(addressOf('/a', { b: 1, c: undefined, d: 'x y' })).toBe('/a?b=1&d=x+y');
});

test('a body goes out as JSON and the answer comes back', async () => {
  const answer = await api.post<{ url: string; body: string }>(`${base}/echo`, { a: 1 }, { q: 2 });
  expect(answer).toEqual({ url: '/echo?q=2', body: '{"a":1}' });
});

test('a refusal is a problem with its code, its request and what goes along', async () => {
  const error = await thrown(api.get(`${base}/refused`));
  expect(error).toBeInstanceOf(Problem);
  expect(error).toMatchObject({
    status: 409,
    code: 'total_changed',
    title: 'Total berubah',
    request: 'r-1',
    facts: { total: 5 },
  });
});

test('an answer of something that is no node is a problem all the same', async () => {
  expect(await thrown(api.get(`${base}/broken`))).toMatchObject({ code: 'http_502', status: 502 });
});

test('an empty answer is nothing, a torn one is no answer', async () => {
  expect(await api.remove(`${base}/empty`)).toBeUndefined();
  expect(await thrown(api.get(`${base}/torn`))).toMatchObject({ why: 'unreadable' });
});

test('silence ends by itself and is told apart from a closed door', async () => {
  const silent = await thrown(ask('GET', `${base}/silent`, { waitMs: 50 }));
  expect(silent).toBeInstanceOf(NoAnswer);
  expect(silent).toMatchObject({ why: 'timeout' });
  expect(await thrown(api.get('http://127.0.0.1:1/'))).toMatchObject({ why: 'network' });
});
