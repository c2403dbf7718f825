// What a board expects of a step before the node has answered.
import { expect, it } from 'vitest';
import { anOrder, ready } from './order-samples';
import { after, openLines } from './order-steps';

it('starts an order with its first dish and finishes it with its last', () => {
  const first = after(anOrder(), { kind: 'ready', lines: [1] }, 50);
  expect(first).toMatchObject({ state: 'started', started_at: 50, ready: [1] });
  const last = after(first, { kind: 'ready', lines: [0] }, 60);
  expect(last).toMatchObject({ state: 'finished', started_at: 50, ended_at: 60, ready: [0, 1] });
});

it('brings a finished order back with the lines that are open again', () => {
  const finished = after(ready([0]), { kind: 'ready', lines: [1] }, 60);
  const back = after(finished, { kind: 'recall', lines: [1] }, 70);
  expect(back).toMatchObject({ state: 'started', ready: [0] });
  expect(back).not.toHaveProperty('ended_at');
  expect(openLines(back)).toEqual([1]);
});

it('counts a line once however often it is pressed', () => {
  expect(after(ready([1]), { kind: 'ready', lines: [1] }, 60).ready).toEqual([1]);
});

it('ends an order by a waiter’s word', () => {
  expect(after(anOrder(), { kind: 'finish' }, 9)).toMatchObject({ state: 'finished', ended_at: 9 });
  expect(after(anOrder(), { kind: 'cancel' }, 9).state).toBe('cancelled');
});

it('turns nothing back that has gone further meanwhile', () => {
  const finished = anOrder({ state: 'finished', ready: [0, 1] });
  expect(after(finished, { kind: 'start' }, 9)).toBe(finished);
  expect(after(finished, { kind: 'ready', lines: [0] }, 9)).toBe(finished);
  const cancelled = anOrder({ state: 'cancelled' });
  expect(after(cancelled, { kind: 'recall', lines: [0] }, 9)).toBe(cancelled);
});
