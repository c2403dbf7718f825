// An order is never doubled and never lost.
import { beforeEach, expect, test } from 'vitest';
import { NoAnswer, Problem } from '../../../api/client';
import { forget, recall } from './kept';
import { Outbox, type Post } from './outbox';

type Answer = () => Promise<unknown>;
const silent: Answer = () => Promise.reject(new NoAnswer('timeout'));
const problem = (status: number, code: string): Answer => {
  return () => Promise.reject(new Problem(status, code, '', '', undefined, undefined, {}));
};

let bodies: string[];
let told: string[];
let waiting: readonly Post<string>[];
const post = { path: '/orders', body: '{"command":"1"}', about: 'order' };

function outbox(answers: Answer[], place = 'here'): Outbox<string> {
  return new Outbox<string>({
    place,
    keptAs: 'outbox',
    send: ({ body }) => {
      // It is on disk before anybody may have received it.
      expect(recall<{ posts: unknown[] }>('outbox')?.posts.length).toBeGreaterThan(0);
      bodies.push(body);
      return (answers.shift() ?? silent)();
    },
    confirmed: ({ about }) => told.push(`confirmed ${about}`),
    refused: (_, fault) => told.push(`refused ${(fault as Problem).code}`),
    changed: (posts) => (waiting = posts),
  });
}

beforeEach(() => {
  [bodies, told, waiting] = [[], [], []];
  forget('outbox');
});

test('the same bytes are sent until there is an answer, also after a reload', async () => {
  const before = outbox([silent, problem(503, 'busy')]);
  before.add(post);
  await before.flush();
  before.end();
  expect([waiting.length, told]).toEqual([1, []]);
  const after = outbox([() => Promise.resolve({ n: 1 })]);
  await after.flush();
  expect(new Set(bodies)).toEqual(new Set([post.body]));
  expect([waiting.length, told]).toEqual([0, ['confirmed order']]);
});

test.each([
  [409, 'total_changed'],
  [429, 'guest_orders_many'],
])('a refusal of %i is told, and the order goes no further', async (status, code) => {
  const box = outbox([problem(status, code)]);
  box.add(post);
  await box.flush();
  expect([waiting.length, told]).toEqual([0, [`refused ${code}`]]);
});

test('a phone that is not known waits until it has joined again', async () => {
  const unknown = problem(401, 'guest_unknown');
  const before = outbox([unknown, unknown]);
  before.add(post);
  await before.flush();
  before.end();
  expect([waiting.length, told]).toEqual([1, []]);
  await outbox([() => Promise.resolve({})]).flush();
  expect([waiting.length, told]).toEqual([0, ['confirmed order']]);
});

test('what another sitting left is not sent', async () => {
  const before = outbox([silent, silent], 'there');
  before.add(post);
  await before.flush();
  before.end();
  bodies = [];
  await outbox([]).flush();
  expect([bodies, waiting]).toEqual([[], []]);
});
