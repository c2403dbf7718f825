// What is asked for, and what stands meanwhile.
import { expect, it } from 'vitest';
import { Loaded } from './loaded.svelte';

it('keeps the last answer beside the fault that came after it', async () => {
  const loaded = new Loaded<number>();
  await loaded.load(async () => 1);
  await loaded.load(async () => {
    throw new Error('away');
  });
  expect([loaded.value, (loaded.fault as Error).message, loaded.busy]).toEqual([1, 'away', false]);
  await loaded.load(async () => 2);
  expect([loaded.value, loaded.fault]).toEqual([2, undefined]);
});

it('never shows a late answer over a newer one', async () => {
  const loaded = new Loaded<string>();
  let late: (value: string) => void = () => undefined;
  const slow = loaded.load(() => new Promise((resolve) => (late = resolve)));
  await loaded.load(async () => 'new');
  late('old');
  await slow;
  expect(loaded.value).toBe('new');
});
