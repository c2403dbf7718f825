// What the kitchen is told of: new orders once, cancelled ones until somebody has understood.
import { expect, it, vi } from 'vitest';
import { anOrder } from '../../data/order-samples';
import type { OrderView } from '../../data/order-shapes';
import { EMPTY_HOUSE, told, type House } from '../../data/orders-feed';
import { News } from './news.svelte';

function house(...orders: OrderView[]): House {
  const none = { tables: [], drafts: [], calls: [] };
  return told(EMPTY_HOUSE, { type: 'snapshot', cursor: 1, orders, ...none });
}

function open(ask: (order: string) => Promise<OrderView> = () => Promise.reject(new Error('no'))) {
  const came: string[] = [];
  const off: string[] = [];
  const news = new News(
    { oncome: ({ order }) => came.push(order), oncancel: ({ order }) => off.push(order) },
    ask,
  );
  return { news, came, off };
}

it('tells of an order that came while it looked, and of none that was there', () => {
  const { news, came } = open();
  news.look(EMPTY_HOUSE);
  news.look(house(anOrder({ order: 'a' })));
  news.look(house(anOrder({ order: 'a' }), anOrder({ order: 'b' })));
  news.look(house(anOrder({ order: 'a', state: 'started' }), anOrder({ order: 'b' })));
  expect(came).toEqual(['b']);
});

it('keeps a cancelled order until somebody has understood', async () => {
  const { news, off } = open();
  news.look(house(anOrder({ order: 'a' })));
  news.look(house(anOrder({ order: 'a', state: 'cancelled' })));
  await vi.waitFor(() => expect(off).toEqual(['a']));
  expect(news.cancelled.map(({ order }) => order)).toEqual(['a']);
  const [order] = news.cancelled;
  if (order) news.understood(order);
  expect(news.cancelled).toEqual([]);
});

it('asks for an order that has left the feed, because it may have been called off', async () => {
  const { news, off } = open((order) => Promise.resolve(anOrder({ order, state: 'cancelled' })));
  news.look(house(anOrder({ order: 'a' })));
  news.look(house());
  await vi.waitFor(() => expect(off).toEqual(['a']));
});

it('says nothing of an order that was served', async () => {
  const ask = vi.fn((order: string) => Promise.resolve(anOrder({ order, state: 'finished' })));
  const { news, off } = open(ask);
  news.look(house(anOrder({ order: 'a' })));
  news.look(house());
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
  expect(off).toEqual([]);
  expect(news.cancelled).toEqual([]);
});

it('asks again at the next look when the node did not answer', async () => {
  const ask = vi
    .fn<(order: string) => Promise<OrderView>>()
    .mockRejectedValueOnce(new Error('no'))
    .mockResolvedValueOnce(anOrder({ order: 'a', state: 'cancelled' }));
  const { news, off } = open(ask);
  news.look(house(anOrder({ order: 'a' })));
  news.look(house());
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
  await Promise.resolve();
  news.look(house());
  await vi.waitFor(() => expect(off).toEqual(['a']));
});
