// The outbox over a real IndexedDB in memory: what is kept, sent, confirmed, refused, tried again.
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { openDevice, type Device, type Waiting } from './device';
import { aloneIn } from './lock';
import { Outbox, type Send } from './outbox';
import { uuid7 } from './uuid7';

interface Sent {
  path: string;
  body: string;
  staff?: number;
}

const opened: { outbox: Outbox; device: Device }[] = [];
let number = 0;

afterEach(() => {
  for (const { outbox, device } of opened.splice(0)) {
    outbox.stop();
    device.close();
  }
});

/** A node that answers each body by a rule, and remembers what was sent. */
function node(rule: (sent: Sent) => Response | Error): { send: Send; sent: Sent[] } {
  const sent: Sent[] = [];
  const send: Send = async ({ path, body, staff }) => {
    sent.push({ path, body });
    const answer = rule({ path, body, staff });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { send, sent };
}

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status });
const gone = (): Error => new TypeError('Failed to fetch');

async function outboxOf(send: Send, clock: { now: number } = { now: 1000 }, name?: string) {
  const device = await openDevice(name ?? `test-${++number}`);
  const alone = aloneIn(device, 'nusa.outbox', undefined);
  const outbox = new Outbox({ device, send, now: () => clock.now, dice: () => 0.5, alone });
  opened.push({ outbox, device });
  return { outbox, device, clock };
}

function waiting(body: string, at = 1): Waiting {
  return {
    command: uuid7(),
    path: '/api/v1/sales',
    body,
    at,
    till: 1,
    staff: 4,
    staffName: 'Sari',
    shown: { lines: [], total: 1, method: 'cash' },
    lines: [],
    tries: 0,
    notBefore: 0,
    refused: false,
  };
}

test('a command is on disk before it is sent, and leaves with its answer', async () => {
  let kept = 0;
  const { outbox, device } = await outboxOf(async ({ body }) => {
    kept = await device.count('outbox');
    return json(201, { receipt_no: body });
  });
  const command = waiting('A');
  await outbox.add(command);
  await outbox.flush();
  expect(kept).toBe(1);
  expect(await outbox.outcomeOf(command.command)).toEqual({
    kind: 'confirmed',
    answer: { receipt_no: 'A' },
  });
  expect(await outbox.all()).toEqual([]);
});

test('the same bytes are sent until somebody answers', async () => {
  let down = true;
  const { send, sent } = node(() => (down ? gone() : json(201, { ok: true })));
  const { outbox, clock } = await outboxOf(send);
  const command = waiting('{"a": 1}');
  await outbox.add(command);
  await outbox.flush();
  expect(await outbox.outcomeOf(command.command)).toMatchObject({ kind: 'later', reached: false });
  down = false;
  clock.now += 60_000;
  await outbox.flush();
  expect(await outbox.outcomeOf(command.command)).toMatchObject({ kind: 'confirmed' });
  expect(new Set(sent.map((one) => one.body))).toEqual(new Set(['{"a": 1}']));
});

test('a try waits its time, longer each time, unless the node was seen again', async () => {
  const { send, sent } = node(gone);
  const { outbox, clock } = await outboxOf(send);
  await outbox.add(waiting('A'));
  await outbox.flush();
  await outbox.flush();
  expect(sent).toHaveLength(1);
  const [first] = await outbox.all();
  clock.now = first?.notBefore ?? 0;
  await outbox.flush();
  const [second] = await outbox.all();
  expect(sent).toHaveLength(2);
  expect((second?.notBefore ?? 0) - clock.now).toBeGreaterThan((first?.notBefore ?? 0) - 1000);
  await outbox.hurry();
  expect(sent).toHaveLength(3);
});

test('a refused command is put aside with its reason and blocks none behind it', async () => {
  const problem = { code: 'stock_short', title: 'Stok tidak cukup', level_milli: 500 };
  const { send } = node(({ body }) => (body === 'A' ? json(409, problem) : json(201, { n: body })));
  const { outbox } = await outboxOf(send);
  const [a, b] = [waiting('A', 1), waiting('B', 2)];
  await outbox.add(a);
  await outbox.add(b);
  await outbox.flush();
  expect(await outbox.outcomeOf(a.command)).toEqual({
    kind: 'refused',
    trouble: { code: 'stock_short', title: 'Stok tidak cukup', facts: { level_milli: 500 } },
  });
  expect(await outbox.outcomeOf(b.command)).toEqual({ kind: 'confirmed', answer: { n: 'B' } });
  await outbox.flush();
  expect((await outbox.all()).map((row) => row.body)).toEqual(['A']);
});

test.each([
  [500, 'internal'],
  [503, 'busy'],
  [507, 'disk_full'],
  [429, 'rate_limited'],
  [401, 'unauthenticated'],
])('%i is not a refusal: the command waits and the next is tried', async (status, code) => {
  const { send, sent } = node(({ body }) =>
    body === 'A' ? json(status, { code }) : json(201, {}),
  );
  const { outbox } = await outboxOf(send);
  const [a, b] = [waiting('A', 1), waiting('B', 2)];
  await outbox.add(a);
  await outbox.add(b);
  await outbox.flush();
  expect(await outbox.outcomeOf(a.command)).toMatchObject({ kind: 'later', reached: true });
  expect(await outbox.outcomeOf(b.command)).toMatchObject({ kind: 'confirmed' });
  expect(sent.map((one) => one.body)).toContain('B');
});

test('an answer that was torn is asked for again', async () => {
  let torn = true;
  const { send } = node(() => (torn ? new Response('{"sale":') : json(201, { sale: 1 })));
  const { outbox } = await outboxOf(send);
  const command = waiting('A');
  await outbox.add(command);
  await outbox.flush();
  expect(await outbox.outcomeOf(command.command)).toMatchObject({ kind: 'later' });
  torn = false;
  await outbox.hurry();
  expect(await outbox.outcomeOf(command.command)).toMatchObject({ kind: 'confirmed' });
});

test('after a reload everything is still there and is sent', async () => {
  const name = `reload-${++number}`;
  const before = await outboxOf(node(gone).send, { now: 1000 }, name);
  await before.outbox.add(waiting('A', 1));
  await before.outbox.add(waiting('B', 2));
  await before.outbox.flush();
  before.outbox.stop();
  before.device.close();
  const { send, sent } = node(() => json(201, {}));
  const after = await outboxOf(send, { now: 99_000 }, name);
  await after.outbox.flush();
  expect(sent.map((one) => one.body)).toEqual(['A', 'B']);
  expect(await after.outbox.all()).toEqual([]);
});

test('two tabs send each command once and both hear of it', async () => {
  const name = `tabs-${++number}`;
  const { send, sent } = node(({ body }) => json(201, { body }));
  const one = await outboxOf(send, { now: 1000 }, name);
  const two = await outboxOf(send, { now: 1000 }, name);
  const heard = new Promise<void>((done) => void two.outbox.onchange(done));
  const command = waiting('A');
  await one.outbox.add(command);
  await Promise.all([one.outbox.flush(), two.outbox.flush(), two.outbox.flush()]);
  await heard;
  expect(sent).toHaveLength(1);
  expect(await two.outbox.outcomeOf(command.command)).toMatchObject({ kind: 'confirmed' });
});

test('a refused command is tried again with the same bytes, or taken away', async () => {
  let open = false;
  const { send, sent } = node(() =>
    open ? json(201, {}) : json(409, { code: 'shift_not_open', title: '' }),
  );
  const { outbox } = await outboxOf(send);
  const [a, b] = [waiting('A', 1), waiting('B', 2)];
  await outbox.add(a);
  await outbox.add(b);
  await outbox.flush();
  open = true;
  expect(await outbox.retry(a.command)).toMatchObject({ kind: 'confirmed' });
  expect(sent.filter((one) => one.body === 'A')).toHaveLength(2);
  expect(await outbox.drop(b.command)).toBe(true);
  expect(await outbox.all()).toEqual([]);
});

test('a command waits for whoever made it and goes under no other name', async () => {
  // As the node does: nobody is signed in, or another than the command's maker.
  let session: number | undefined;
  const taken: string[] = [];
  const { send } = node(({ body, staff }) => {
    if (session === undefined) return json(401, { code: 'unauthenticated' });
    if (staff !== session) return json(409, { code: 'somebody_else' });
    taken.push(body);
    return json(201, {});
  });
  const { outbox } = await outboxOf(send);
  const [sari, budi] = [waiting('A', 1), { ...waiting('B', 2), staff: 7, staffName: 'Budi' }];
  const waitsFor = async (code: string): Promise<void> =>
    expect(await outbox.outcomeOf(sari.command)).toMatchObject({
      kind: 'later',
      reached: true,
      trouble: { code },
    });
  await outbox.add(sari);
  await outbox.flush();
  await waitsFor('unauthenticated');
  session = 7;
  await outbox.add(budi);
  await outbox.hurry();
  await waitsFor('somebody_else');
  expect(taken).toEqual(['B']);
  session = 4;
  await outbox.hurry();
  expect(taken).toEqual(['B', 'A']);
  expect(await outbox.all()).toEqual([]);
});

test('a command that may have arrived is never taken away', async () => {
  const { outbox } = await outboxOf(node(gone).send);
  const command = waiting('A');
  await outbox.add(command);
  await outbox.flush();
  expect(await outbox.drop(command.command)).toBe(false);
  expect(await outbox.all()).toHaveLength(1);
});

test('a device without room keeps nothing and sends nothing', async () => {
  const { send, sent } = node(() => json(201, {}));
  const { outbox } = await outboxOf(send);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(outbox.add(waiting('A'))).rejects.toMatchObject({ name: 'DeviceFull' });
  expect(sent).toEqual([]);
  put.mockRestore();
});

test('without locks of the browser a lease keeps two tabs apart and ends with its tab', async () => {
  const name = `lease-${++number}`;
  const [one, two] = [await openDevice(name), await openDevice(name)];
  const [first, second] = [aloneIn(one, 'x', undefined), aloneIn(two, 'x', undefined)];
  let release: () => void = () => undefined;
  const held = first(() => new Promise<string>((done) => (release = () => done('first'))));
  await new Promise((done) => setTimeout(done, 20));
  expect(await second(async () => 'second')).toBeUndefined();
  release();
  expect(await held).toBe('first');
  expect(await second(async () => 'second')).toBe('second');
  one.close();
  two.close();
});
