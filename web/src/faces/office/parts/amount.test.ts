// What people type as a number.
import { describe, expect, it } from 'vitest';
import { parseAmount, parsePercent, parseQuantity } from './amount';

describe('an amount', () => {
  it.each([
    ['12500', 12500],
    ['12.500', 12500],
    ['Rp 12.500', 12500],
    ['rp12.500,00', 12500],
    ['12,500.00', 12500],
    ['1.250.000', 1250000],
    ['0', 0],
  ])('%s', (typed, amount) => expect(parseAmount(typed)).toBe(amount));

  it.each(['', '12.5', '12,50', '12.50.0', '-5', 'seribu', '1.2500', '12.500,50'])(
    'is nothing in %s',
    (typed) => expect(parseAmount(typed)).toBeUndefined(),
  );
});

describe('a quantity', () => {
  it('is read in thousandths', () => {
    expect(parseQuantity('12', true)).toBe(12000);
    expect(parseQuantity('0,5', false)).toBe(500);
    expect(parseQuantity('0.125', false)).toBe(125);
    expect(parseQuantity('1.250', true)).toBe(1250000);
  });

  it('is nothing when it is doubtful', () => {
    expect(parseQuantity('1.250', false)).toBeUndefined();
    expect(parseQuantity('0,5', true)).toBeUndefined();
    expect(parseQuantity('', true)).toBeUndefined();
    expect(parseQuantity('-1', true)).toBeUndefined();
  });
});

describe('a share', () => {
  it('is read in parts per million', () => {
    expect(parsePercent('10')).toBe(100000);
    expect(parsePercent('2,5%')).toBe(25000);
    expect(parsePercent('101')).toBeUndefined();
  });
});
