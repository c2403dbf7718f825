// A sale as the command that rings it up: its id, its exact bytes, and what is shown of it while
// it waits. Written once; the same bytes are sent until somebody answers.
import type { View } from '../../../api/views';
import type { Waiting } from '../../../data/device';
import { uuid7 } from '../../../data/uuid7';
import type { Amount } from '../../../money/settings';
import type { Till } from '../state/till';
import type { Paid } from './payment.svelte';

export type SaleAnswer = View<'SaleAnswer'>;

export interface Ringing {
  paid: readonly Paid[];
  expectedTotal: Amount;
  /** Somebody's approval of this very command. */
  approval?: { command: string; token: string } | undefined;
}

/** The command of what stands in the basket. */
export function saleCommand({ basket, desk }: Till, ringing: Ringing): Waiting {
  const { till } = desk.till;
  const session = desk.person;
  const command = ringing.approval?.command ?? uuid7();
  const body = JSON.stringify({
    command,
    till,
    lines: basket.lines.map(({ product, quantity, note, discount, label }) => ({
      product: product.id,
      ...(label ? { label } : { quantity_milli: quantity }),
      note,
      discount,
    })),
    bill_discount: basket.billDiscount,
    payments: ringing.paid,
    expected_total: ringing.expectedTotal,
    approval: ringing.approval?.token,
  });
  const lines = basket.lines.map((line) => ({
    name: line.product.name,
    quantity: basket.quantityOf(line),
  }));
  const method = ringing.paid[0]?.method ?? 'cash';
  return {
    command,
    path: '/api/v1/sales',
    body,
    at: Date.now(),
    till,
    staff: session.staff,
    staffName: session.name,
    shown: { lines, total: ringing.expectedTotal, method },
    lines: basket.kept(),
    tries: 0,
    notBefore: 0,
    refused: false,
  };
}
