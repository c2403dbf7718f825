// The line: comes up, breaks, comes again where it broke.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Live, SILENCE_MS, type Line } from './live';

class FakeLine {
  onmessage: Line['onmessage'] = null;
  onclose: Line['onclose'] = null;
  closed = false;
  constructor(readonly after: unknown) {}
  close(): void {
    this.closed = true;
  }
  say(said: unknown): void {
    const event = { data: JSON.stringify(said) } as MessageEvent;
    this.onmessage?.call(this as never, event);
  }
  break(): void {
    this.onclose?.call(this as never, {} as CloseEvent);
  }
}

let lines: FakeLine[];
let turns: boolean[];
let live: Live;

beforeEach(() => {
  vi.useFakeTimers();
  [lines, turns] = [[], []];
  live = new Live({
    open: (after) => {
      const line = new FakeLine(after);
      lines.push(line);
      return line as unknown as Line;
    },
    after: () => lines.length,
    hear: () => undefined,
    turned: (up) => turns.push(up),
    dice: () => 0.5,
  });
  live.begin();
});
afterEach(() => {
  live.end();
  vi.useRealTimers();
});

test('a line that breaks is opened again behind the last change', () => {
  lines[0]?.say({ type: 'hello' });
  lines[0]?.break();
  expect(turns).toEqual([true, false]);
  vi.advanceTimersByTime(500);
  expect(lines.map(({ after }) => after)).toEqual([0, 1]);
});

test('it waits longer each time, until a line has come up', () => {
  lines[0]?.break();
  vi.advanceTimersByTime(500);
  lines[1]?.break();
  vi.advanceTimersByTime(500);
  expect(lines.length).toBe(2);
  vi.advanceTimersByTime(500);
  expect(lines.length).toBe(3);
});

test('a node that says nothing any more has gone', () => {
  lines[0]?.say({ type: 'hello' });
  vi.advanceTimersByTime(SILENCE_MS - 1);
  lines[0]?.say({ type: 'beat' });
  vi.advanceTimersByTime(SILENCE_MS - 1);
  expect(turns).toEqual([true]);
  vi.advanceTimersByTime(1);
  expect([turns, lines[0]?.closed]).toEqual([[true, false], true]);
});

test('a phone that wakes believes a fresh line and doubts a silent one', () => {
  lines[0]?.say({ type: 'hello' });
  live.wake();
  expect(lines.length).toBe(1);
  vi.setSystemTime(Date.now() + SILENCE_MS);
  live.wake();
  expect(lines.length).toBe(2);
});
