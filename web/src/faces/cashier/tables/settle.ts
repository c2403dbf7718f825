// What payments leave of a bill: the node said its total, the money engine rounds it to coins and
// counts what goes back. Computes nothing itself.
import type { Amount, BillSettings } from '../../../money/settings';
import { MoneyRefusal } from '../../../money/engine';
import { quote, type Quote, type Tender } from '../../../money/quote';
import type { Payable } from '../pay/payment.svelte';

/** A total that is paid as it is: its taxes and its service are in it already. */
export function payableOf(total: Amount, branch: BillSettings): Payable {
  const whole = { price: total, per_milli: 1000, quantity_milli: 1000 };
  const lines = [{ ...whole, taxes: [], service: false, discountable: false }];
  const settings = { ...branch, service: null };
  return {
    settle(tenders: readonly Tender[]): Quote | undefined {
      try {
        return quote({ branch: settings, taxes: [], lines, tenders });
      } catch (error) {
        if (error instanceof MoneyRefusal) return undefined;
        throw error;
      }
    },
  };
}
