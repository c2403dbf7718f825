// The answer of the page's first script: taken once, a refusal as one.
import { afterEach, expect, test } from 'vitest';
import { takeSeated } from './seated';

function left(seated: unknown): void {
  Object.assign(globalThis, { nusaSeated: Promise.resolve(seated) });
}

afterEach(() => left(undefined));

test('a seat is taken once', async () => {
  left({ status: 201, body: { guest: 'g' } });
  expect([await takeSeated(), await takeSeated()]).toEqual([{ guest: 'g' }, undefined]);
});

test('a refusal is told, and asked anew the next time', async () => {
  left({ status: 409, body: { code: 'code_void' } });
  await expect(takeSeated()).rejects.toMatchObject({ status: 409, code: 'code_void' });
  expect(await takeSeated()).toBeUndefined();
});

test('a first script that comes after the face knows that somebody asked', async () => {
  Reflect.deleteProperty(globalThis, 'nusaSeated');
  expect(await takeSeated()).toBeUndefined();
  expect('nusaSeated' in globalThis).toBe(true);
});

test('where nobody answered there is no seat', async () => {
  left(undefined);
  expect(await takeSeated()).toBeUndefined();
});
