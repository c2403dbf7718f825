// The line to the feed: it resumes where it stood, notices silence, and tries again ever later.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { feedAddress, OrdersLine, type LineState, type Socket } from './orders-line';

class Wire implements Socket {
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  closed = false;
  constructor(readonly address: string) {}
  close(): void {
    this.closed = true;
    this.onclose?.();
  }
  say(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const HELLO = { type: 'hello', life: 'a', now: 1 };

let wires: Wire[];
let states: LineState[];
let cursor: string | undefined;
let line: OrdersLine;

function last(): Wire {
  const wire = wires.at(-1);
  if (!wire) throw new Error('no socket was opened');
  return wire;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { origin: 'http://toko:7300' });
  [wires, states, cursor] = [[], [], undefined];
  line = new OrdersLine({
    onmessage: () => undefined,
    onstate: (state) => states.push(state),
    cursor: () => cursor,
    open: (address) => {
      wires.push(new Wire(address));
      return last();
    },
    dice: () => 0.5,
  });
  line.begin();
});

afterEach(() => {
  line.end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('asks for what came after the last cursor', () => {
  expect(feedAddress(undefined, 'https://toko')).toBe('wss://toko/api/v1/live?feed=orders');
  cursor = 'k-9';
  last().close();
  vi.advanceTimersByTime(500);
  expect(last().address).toBe('ws://toko:7300/api/v1/live?feed=orders&after=k-9');
});

it('is here with the hello and lost when the socket closes', () => {
  last().say(HELLO);
  last().close();
  expect(states).toEqual(['here', 'lost']);
});

it('takes silence for a lost line, and beats for a living one', () => {
  last().say(HELLO);
  vi.advanceTimersByTime(10_000);
  last().say({ type: 'beat', now: 2 });
  vi.advanceTimersByTime(10_000);
  expect(states).toEqual(['here']);
  vi.advanceTimersByTime(2_000);
  expect(states).toEqual(['here', 'lost']);
  expect(wires[0]?.closed).toBe(true);
});

it('waits longer each time nobody is there, and begins anew after a hello', () => {
  last().close();
  vi.advanceTimersByTime(500);
  last().close();
  vi.advanceTimersByTime(500);
  expect(wires.length).toBe(2);
  vi.advanceTimersByTime(500);
  expect(wires.length).toBe(3);
  last().say(HELLO);
  last().close();
  vi.advanceTimersByTime(500);
  expect(wires.length).toBe(4);
});

it('tries at once when it is hurried, and leaves a living line alone', () => {
  line.hurry();
  expect(wires.length).toBe(1);
  last().close();
  line.hurry();
  expect(wires.length).toBe(2);
});

it('hears nothing of a socket that was given up', () => {
  const old = last();
  old.close();
  vi.advanceTimersByTime(500);
  old.onclose?.();
  expect(states).toEqual(['lost']);
});
