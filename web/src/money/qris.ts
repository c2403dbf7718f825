// A shop's static QRIS with the bill's amount written into it, without asking anybody (money
// rules § 8).
import { call } from './engine';
import type { Amount } from './settings';
import { Reader, text } from './words';

/** The highest amount of one QRIS payment, rupiah. */
export const QRIS_LIMIT = 10_000_000;

/** The code that asks for the amount. Throws `MoneyRefusal` when it cannot carry it. */
export function qrisWithAmount(payload: string, amount: Amount): string {
  return new Reader(call('qris_with_amount', [...text(payload), amount, QRIS_LIMIT])).text();
}
