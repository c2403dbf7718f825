// Whose an order is: by the phone that sent it, and by a name only where no phone did.
import { expect, test } from 'vitest';
import { isOwn, type Me } from './own';
import { order } from './samples';

const sari: Me = { phone: 'p1', name: 'Sari', sent: ['a'] };

test.each([
  ['this phone sent it', { from_phone: 'p1', guest: 'Sari' }, true],
  ['this phone sent it under a former name', { from_phone: 'p1', guest: 'Ani' }, true],
  ['another guest of that name sent it', { from_phone: 'p2', guest: 'Sari' }, false],
  ['another phone sent it, though this one remembers it', { order: 'a', from_phone: 'p2' }, false],
  ['a waiter took it for this name', { guest: 'Sari' }, true],
  ['a waiter took it for another name', { guest: 'Budi' }, false],
  ['a waiter took it for nobody', {}, false],
  ['it was sent from here before nodes told phones', { order: 'a' }, true],
])('%s', (_, more, own) => {
  expect(isOwn(order('b', more), sari)).toBe(own);
});

test('a guest without a name owns no order without one', () => {
  expect(isOwn(order('b', { guest: '' }), { phone: 'p1', name: '', sent: [] })).toBe(false);
});
