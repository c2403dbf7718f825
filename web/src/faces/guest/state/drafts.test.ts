// Taps on their way: coalesced, the last one holding, none lost.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NoAnswer, Problem } from '../../../api/client';
import type { Draft, DraftWrite } from '../shapes';
import { Drafts } from './drafts';
import { forget } from './kept';
import { draft } from './samples';

const settle = () => new Promise((done) => setTimeout(done));
const tap = (line: string, quantity_milli: number): DraftWrite => ({
  line,
  product: 1,
  quantity_milli,
  chosen: [],
});

interface Sent {
  write: DraftWrite;
  answer: (draft: Draft) => void;
  fail: (fault: unknown) => void;
}

let sent: Sent[];
let unsent: readonly DraftWrite[];
let refused: DraftWrite[];

function drafts(place = 'here'): Drafts {
  return new Drafts({
    place,
    send: (write) => new Promise((answer, fail) => sent.push({ write, answer, fail })),
    hear: () => undefined,
    refused: (write) => refused.push(write),
    changed: (writes) => (unsent = writes),
  });
}

beforeEach(() => {
  [sent, unsent, refused] = [[], [], []];
  forget('taps');
});
afterEach(() => vi.useRealTimers());

test('while a tap is under way, the later ones of its line become one', async () => {
  const taps = drafts();
  [1000, 2000, 3000].forEach((milli) => taps.write(tap('a', milli)));
  await settle();
  sent[0]?.answer(draft('me', []));
  await settle();
  expect(sent.map(({ write }) => write.quantity_milli)).toEqual([1000, 3000]);
  sent[1]?.answer(draft('me', []));
  await settle();
  expect(unsent).toEqual([]);
});

test('a tap that nobody answers is kept, also over a reload, and sent again', async () => {
  const before = drafts();
  before.write(tap('a', 1000));
  await settle();
  sent[0]?.fail(new NoAnswer('network'));
  await settle();
  before.end();
  expect(unsent.length).toBe(1);
  await Promise.race([drafts().flush(), settle()]);
  expect(sent.map(({ write }) => write)).toEqual([tap('a', 1000), tap('a', 1000)]);
});

test('a table that taps too quickly waits, and loses no tap', async () => {
  const taps = drafts();
  taps.write(tap('a', 1000));
  await settle();
  sent[0]?.fail(new Problem(429, 'guest_limited', '', '', undefined, undefined, {}));
  await settle();
  taps.end();
  expect([refused.length, unsent.length]).toEqual([0, 1]);
});

test('a tap of another sitting is not sent', async () => {
  const before = drafts('there');
  before.write(tap('a', 1000));
  before.end();
  await settle();
  drafts('here');
  expect(unsent).toEqual([]);
});

test('what the node refuses is told and let go', async () => {
  drafts().write(tap('a', 1000));
  await settle();
  sent[0]?.fail(new Problem(409, 'sold_out', '', '', undefined, undefined, {}));
  await settle();
  expect([refused.length, unsent.length]).toEqual([1, 0]);
});

test('lines that are ordered are let go once nothing of them is under way', async () => {
  const taps = drafts();
  taps.write(tap('a', 1000));
  await settle();
  let dropped = false;
  void taps.drop(['a']).then(() => (dropped = true));
  await settle();
  expect([unsent.length, dropped]).toEqual([0, false]);
  sent[0]?.answer(draft('me', []));
  await settle();
  expect(dropped).toBe(true);
});
