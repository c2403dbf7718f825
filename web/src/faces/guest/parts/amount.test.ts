// Amounts are written as the money engine writes them.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { useMoney } from '../../../money/engine';
import { CURRENCIES } from '../../../money/settings';
import { plainAmount as byEngine } from '../../../money/text';
import { amountText, plainAmount } from './amount';

beforeAll(() => useMoney(readFileSync('src/money/money.wasm')));

test.each(CURRENCIES)('%s', (currency) => {
  for (const amount of [0, 7, 45, 950, 12_345, 1_234_567, -25_000]) {
    expect(plainAmount(amount, currency)).toBe(byEngine(amount, currency));
  }
});

test('Rupiah have their sign', () => {
  expect(amountText(76_000, 'IDR')).toBe('Rp\u00a076.000');
});
