// The filters of an address.
import { expect, it } from 'vitest';
import { daysOf, filtersOf, presets, spanOf } from './filters';

const address = (text: string) => new URLSearchParams(text);

it('takes the dates of the address, and today for nonsense', () => {
  expect(spanOf(address('from=2026-11-01&to=2026-11-24'), '2026-11-24')).toEqual({
    from: '2026-11-01',
    to: '2026-11-24',
  });
  for (const wrong of ['', 'from=x&to=y', 'from=2026-11-25&to=2026-11-01']) {
    expect(spanOf(address(wrong), '2026-11-24').from).toBe('2026-11-24');
  }
});

it('asks for no more days than the node looks at', () => {
  const { from, to } = spanOf(address('from=2025-01-01&to=2026-11-24'), '2026-11-24');
  expect([to, daysOf(from, to)]).toEqual(['2026-11-24', 92]);
});

it('keeps what is known and leaves the rest out', () => {
  expect(filtersOf(address('branch=2&sale=x&method='), '2026-11-24')).toEqual({
    from: '2026-11-24',
    to: '2026-11-24',
    branch: '2',
  });
});

it('offers the spans that people ask for', () => {
  expect(presets('2026-11-24').days7).toEqual({ from: '2026-11-18', to: '2026-11-24' });
  expect(presets('2026-11-24').month.from).toBe('2026-11-01');
});
