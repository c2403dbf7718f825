// The cart: what the node has, what it has not heard of, and what is ordered already.
import { expect, test } from 'vitest';
import { cartOf, lineLike, writeOf } from './chosen';
import { draft, line, MENU } from './samples';

const NONE: ReadonlySet<string> = new Set();
const own = draft('me', [line('a', 1), line('b', 2, 2)]);

test('the node prices what it has heard of', () => {
  const cart = cartOf(own, [], NONE, MENU);
  expect([cart.portions, cart.gross, cart.quantities.get(2)]).toEqual([3, 2, 2000]);
});

test('a tap is seen at once, and nothing is said of the sum until the node has heard of it', () => {
  const taps = [
    writeOf(line('b', 2), 0),
    { ...writeOf(line('c', 1)), chosen: [{ group: 7, option: 72 }] },
  ];
  const cart = cartOf(own, taps, NONE, MENU);
  expect(cart.lines.map((one) => one.line)).toEqual(['a', 'c']);
  expect(cart.lines[1]).toMatchObject({ name: 'Nasi goreng', chosen_names: ['Pedas'] });
  expect([cart.gross, cart.lines[1]?.gross]).toEqual([undefined, undefined]);
});

test('a line that cannot be ordered has the name of the menu', () => {
  const lost = { ...line('x', 3), name: '', gross: null, trouble: 'stock_short' };
  expect(cartOf(draft('me', [lost]), [], NONE, MENU).lines[0]?.name).toBe('Sate ayam');
});

test('what is ordered is not in the cart, though the draft still shows it', () => {
  const cart = cartOf(own, [], new Set(['b']), MENU);
  expect([cart.portions, cart.gross]).toEqual([1, undefined]);
});

test('a dish joins a line of the same choice and note alone', () => {
  const spicy = {
    ...line('s', 1),
    chosen: [
      { group: 8, option: 81 },
      { group: 7, option: 72 },
    ],
    note: 'x',
  };
  const cart = cartOf(draft('me', [line('a', 1), spicy]), [], NONE, MENU);
  expect(lineLike(cart, 1, [], '')?.line).toBe('a');
  expect(lineLike(cart, 1, [...spicy.chosen].reverse(), 'x')?.line).toBe('s');
  expect(lineLike(cart, 1, spicy.chosen, '')).toBeUndefined();
});
