// Commands of a board: kept before they are sent, the same bytes again after silence, forgotten
// after a yes or a no.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Errands, type Errand, type Outcome } from './errands';

class Kept implements Storage {
  readonly rows = new Map<string, string>();
  get length(): number {
    return this.rows.size;
  }
  clear = () => this.rows.clear();
  getItem = (key: string) => this.rows.get(key) ?? null;
  key = (n: number) => [...this.rows.keys()][n] ?? null;
  removeItem = (key: string) => void this.rows.delete(key);
  setItem = (key: string, value: string) => void this.rows.set(key, value);
}

function errand(command: string): Errand {
  const body = JSON.stringify({ command });
  return { command, method: 'POST', path: '/x', body, at: 1, staff: 4, name: 'Meja 7' };
}

function says(status: number, body: unknown = {}): Response {
  return new Response(JSON.stringify(body), { status });
}

let store: Kept;
let answers: (Response | Error)[];
let sent: string[];
let late: [string, Outcome][];

function open(): Errands {
  return new Errands({
    store,
    send: ({ body }) => {
      sent.push(body);
      const answer = answers.shift() ?? new Error('nobody');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    onchange: () => undefined,
    onlate: ({ command }, outcome) => late.push([command, outcome]),
    dice: () => 0.5,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  [store, answers, sent, late] = [new Kept(), [], [], []];
});
afterEach(() => vi.useRealTimers());

it('is on the device before it is sent, and gone once it is confirmed', async () => {
  answers = [says(201)];
  const errands = open();
  const first = errands.add(errand('a'));
  expect(store.length).toBe(1);
  expect(await first).toMatchObject({ kind: 'confirmed' });
  expect(store.length).toBe(0);
  expect(errands.waiting).toEqual([]);
});

it('sends the same bytes again after silence and tells the late answer once', async () => {
  answers = [new Error('cut'), says(201)];
  const errands = open();
  expect(await errands.add(errand('a'))).toMatchObject({ kind: 'later', reached: false });
  expect(errands.waiting.length).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent).toEqual([errand('a').body, errand('a').body]);
  expect(late).toMatchObject([['a', { kind: 'confirmed' }]]);
  expect(errands.waiting).toEqual([]);
});

it('goes on after the page was loaded again, in the order of before', async () => {
  const before = open();
  await before.add(errand('b'));
  await before.add(errand('a'));
  before.stop();
  sent = [];
  answers = [says(201), says(201)];
  open().hurry();
  await vi.advanceTimersByTimeAsync(10);
  expect(sent).toEqual([errand('a').body, errand('b').body]);
  expect(store.length).toBe(0);
});

it('forgets what was refused, and sends what came after it', async () => {
  answers = [says(409, { code: 'no_such_step' }), says(201)];
  const errands = open();
  const [no, yes] = await Promise.all([errands.add(errand('a')), errands.add(errand('b'))]);
  expect(no).toMatchObject({ kind: 'refused', trouble: { code: 'no_such_step' } });
  expect(yes).toMatchObject({ kind: 'confirmed' });
  expect(store.length).toBe(0);
});

it('keeps what belongs to somebody else, who is not signed in', async () => {
  answers = [says(409, { code: 'somebody_else' })];
  const errands = open();
  expect(await errands.add(errand('a'))).toMatchObject({ kind: 'later', reached: true });
  expect(store.length).toBe(1);
});

it('takes an answer without a body as a yes', async () => {
  answers = [new Response(null, { status: 204 })];
  expect(await open().add(errand('a'))).toMatchObject({ kind: 'confirmed' });
});
