// The board after each message, whatever order they arrive in.
import { expect, test } from 'vitest';
import type { Call, Said } from '../shapes';
import { EMPTY_BOARD, heard, withDraft, type Board } from './board';
import { draft, line, order } from './samples';

const call: Call = {
  call: 'c',
  table: 't',
  label: '7',
  sitting: 1,
  kind: 'waiter',
  at: 5,
  answered: false,
};
const picture: Said = {
  type: 'snapshot',
  cursor: 4,
  orders: [order('a')],
  tables: [],
  drafts: [draft('me', [line('l', 1)])],
  calls: [],
};

function after(...said: Said[]): Board {
  return said.reduce(heard, EMPTY_BOARD);
}

test('a picture is all there is, and the place in the stream moves with each change', () => {
  const board = after({ type: 'hello' }, picture, { type: 'beat' });
  expect([board.cursor, board.orders.length, board.drafts.length]).toEqual([4, 1, 1]);
  expect(after(picture, { type: 'order', cursor: 9, order: order('b') }).cursor).toBe(9);
});

test('an order takes the place of its former self', () => {
  const started = order('a', { state: 'started' });
  const board = after(picture, { type: 'order', cursor: 5, order: started });
  expect(board.orders).toEqual([started]);
});

test('a draft takes the place of its guest’s former one, and of no other', () => {
  const two = withDraft(after(picture), draft('you', [line('y', 2)]));
  expect(withDraft(two, draft('me', [])).drafts.map(({ lines }) => lines.length)).toEqual([0, 1]);
});

test('a call is open until somebody answers it', () => {
  const open = after(picture, { type: 'call', cursor: 5, call });
  expect([open.calls.length, open.answered.length]).toEqual([1, 0]);
  const answered = heard(open, { type: 'call', cursor: 6, call: { ...call, answered: true } });
  expect([answered.calls.length, answered.answered.length]).toEqual([0, 1]);
});

test('a call that was answered while nobody listened is answered', () => {
  const open = after(picture, { type: 'call', cursor: 5, call });
  expect(heard(open, picture).answered.map((one) => one.call)).toEqual(['c']);
});

test('a sitting that is over leaves nothing behind', () => {
  const board = after(picture, { type: 'over', cursor: 7, table: 't', sitting: 1 });
  expect([board.over, board.orders, board.drafts]).toEqual([true, [], []]);
});
