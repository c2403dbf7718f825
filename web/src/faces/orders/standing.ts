// How an order stands, in words: what nobody has paid waits for that first.
import type { OrderView } from '../../data/order-shapes';
import { s } from '../staff/words';
import { t } from './words';

export function standingOf(order: OrderView): string {
  return order.waits_for_payment === true ? t.waitsForPayment : s.states[order.state];
}
