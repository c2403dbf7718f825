// Why the node refused something, in words for a guest.
import { Problem } from '../../../api/client';
import { explain } from '../../../i18n/explain';
import { t } from '../words';

/** A sentence about a refusal; `money` writes an amount. */
export function told(fault: unknown, money: (amount: number) => string): string {
  if (fault instanceof Problem) {
    const { gross, retry_after_s } = fault.facts;
    if (fault.code === 'total_changed' && typeof gross === 'number') {
      return t.refused.totalChanged(money(gross));
    }
    if (fault.code === 'guest_orders_many' && typeof retry_after_s === 'number') {
      return t.refused.many(Math.ceil(retry_after_s / 60));
    }
  }
  return explain(fault, t.problems);
}
