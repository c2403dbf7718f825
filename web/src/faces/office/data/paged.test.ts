// A list that pages by cursor.
import { expect, it } from 'vitest';
import { Paged } from './paged.svelte';

const DATA = Array.from({ length: 5 }, (_, index) => index);

function pages(asked: (string | undefined)[]) {
  return async (after: string | undefined) => {
    asked.push(after);
    const from = Number(after ?? 0);
    const items = DATA.slice(from, from + 2);
    const end = from + 2;
    return { items, count: DATA.length, ...(end < DATA.length ? { next: String(end) } : {}) };
  };
}

it('goes on and back, and knows where it is', async () => {
  const list = new Paged<number>();
  await list.show({}, pages([]));
  expect([list.rows, list.first, list.hasPrevious, list.hasNext]).toEqual([[0, 1], 1, false, true]);
  await list.next();
  await list.next();
  expect([list.rows, list.first, list.hasNext, list.count]).toEqual([[4], 5, false, 5]);
  await list.previous();
  expect([list.rows, list.first]).toEqual([[2, 3], 3]);
});

it('stays on its page when the same is asked again, and begins anew for something else', async () => {
  const list = new Paged<number>();
  const asked: (string | undefined)[] = [];
  await list.show({ search: 'a' }, pages(asked));
  await list.next();
  await list.show({ search: 'a' }, pages(asked));
  expect(list.first).toBe(3);
  await list.show({ search: 'b' }, pages(asked));
  expect(list.first).toBe(1);
  expect(asked).toEqual([undefined, '2', '2', undefined]);
});
