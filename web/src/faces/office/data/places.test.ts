// Which day runs where.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it, vi } from 'vitest';
import { businessDate } from '../../../money/day';
import { useMoney } from '../../../money/engine';
import { runningDay } from './day';
import { Places } from './places.svelte';

beforeAll(() => useMoney(readFileSync('src/money/money.wasm')));

const shop = { id: 1, active: true, tz_offset_min: 420, cutoff_min: 0 };
const diner = { id: 2, active: true, tz_offset_min: 420, cutoff_min: 240 };
const east = { id: 3, active: true, tz_offset_min: 540, cutoff_min: 240 };
const closed = { id: 4, active: false, tz_offset_min: -600, cutoff_min: 240 };

async function placesOf(branches: object[]): Promise<Places> {
  const answer = () => Promise.resolve(Response.json({ items: branches }));
  vi.stubGlobal('fetch', answer);
  const places = new Places();
  await places.load();
  return places;
}

it('is in the evening of the day before until a place closes its day', async () => {
  const places = await placesOf([shop, diner, east, closed]);
  const halfPastMidnight = Date.UTC(2026, 10, 24, 17, 30);
  const day = (branch: number) => places.today(branch, halfPastMidnight);
  expect([1, 2, 3].map(day)).toEqual(['2026-11-25', '2026-11-24', '2026-11-24']);
  expect(day(0)).toBe('2026-11-24');
  const morning = Date.UTC(2026, 10, 24, 21, 0);
  expect(places.today(2, morning)).toBe('2026-11-25');
});

it('has a day of its own before there is a branch', async () => {
  const places = await placesOf([]);
  expect(places.today(0, Date.UTC(2026, 10, 24, 20, 59))).toBe('2026-11-24');
  expect(places.today(0, Date.UTC(2026, 10, 24, 21, 0))).toBe('2026-11-25');
});

it('knows the same days as the money engine, which the office does not load', () => {
  const begins = Date.UTC(2026, 1, 27, 22);
  for (let hour = 0; hour < 60; hour += 1) {
    const at = begins + hour * 3_600_000 - 1;
    for (const tz_offset_min of [-600, 420, 480, 540]) {
      for (const cutoff_min of [0, 240, 719]) {
        const day = runningDay({ tz_offset_min, cutoff_min }, at);
        expect(day).toBe(businessDate(at, tz_offset_min, cutoff_min));
      }
    }
  }
});
