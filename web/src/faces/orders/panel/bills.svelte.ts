// What of a table, or of an order to go, is paid and what is not, as the node says it. Knows no screen.
import { api, NoAnswer, Problem } from '../../../api/client';
import type { Given, PageOf, View } from '../../../api/views';

type BillView = Given<View<'BillView'>>;
type BillDetail = Given<View<'BillDetail'>>;

/** A bill, or a part of one. */
export interface BillRow {
  bill: string;
  /** The whole that it is a part of, else itself. */
  whole: string;
  payer: string | undefined;
  isPaid: boolean;
  /** What it comes to; nothing of a whole bill that is paid: its receipt says it. */
  total: number | undefined;
}

/** Whose bills are asked for: a table's running sitting, or one order's. */
export type Asked = { table: string } | { bill: string };

function rowsOf({ bill, state, quote, parts = [] }: BillDetail): BillRow[] {
  if (state === 'split') {
    return parts.map(({ bill: part, payer, state: stands, total }) => {
      return { bill: part, whole: bill, payer, isPaid: stands === 'paid', total };
    });
  }
  const isPaid = state === 'paid';
  const total = isPaid ? undefined : quote?.total;
  return isPaid || total !== undefined
    ? [{ bill, whole: bill, payer: undefined, isPaid, total }]
    : [];
}

async function wholes(asked: Asked): Promise<string[]> {
  if ('bill' in asked) return [asked.bill];
  const { items } = await api.get<PageOf<BillView>>('/api/v1/bills', { table: asked.table });
  const own = items.filter(({ parent, state }) => parent === undefined && state !== 'joined');
  return own.map(({ bill }) => bill);
}

/** Reads them; nothing when the node is silent or says no. */
export async function readBills(asked: Asked): Promise<BillRow[] | undefined> {
  try {
    const ids = await wholes(asked);
    const details = ids.map((bill) => api.get<BillDetail>(`/api/v1/bills/${bill}`));
    return (await Promise.all(details)).flatMap(rowsOf);
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof Problem) return undefined;
    throw error;
  }
}

/** Where the till shows a bill. */
export function billAddress(whole: string | undefined): string {
  return whole === undefined ? '/kasir/meja' : `/kasir/meja?tagihan=${whole}`;
}
