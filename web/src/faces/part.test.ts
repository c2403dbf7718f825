// A piece of a face that comes later.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Part } from './part.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is asked for once, by the first who looks', async () => {
  const load = vi.fn(() => Promise.resolve('piece'));
  const part = new Part(load);
  expect([part.here, load.mock.calls]).toEqual([undefined, []]);
  expect([part.needed, part.needed]).toEqual([undefined, undefined]);
  await vi.runAllTimersAsync();
  expect(part.here).toBe('piece');
  expect(load).toHaveBeenCalledTimes(1);
});

it('is asked for again until it comes', async () => {
  const load = vi.fn(() => Promise.resolve('piece')).mockRejectedValueOnce(new Error('no network'));
  const part = new Part(load);
  part.fetchSoon();
  expect(load).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(load).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(part.here).toBe('piece');
});
