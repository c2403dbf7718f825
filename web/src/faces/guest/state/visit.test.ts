// The table in the address, as a QR code has it.
import { expect, test } from 'vitest';
import { seatIn } from './visit.svelte';

test.each([
  ['/meja/0190-ab/K7MP', { table: '0190-ab', code: 'K7MP' }],
  ['/centre/meja/0190-ab/K7MP/', { table: '0190-ab', code: 'K7MP' }],
  ['/meja', undefined],
  ['/meja/0190-ab', undefined],
])('%s', (path, seat) => {
  expect(seatIn(path)).toEqual(seat);
});
