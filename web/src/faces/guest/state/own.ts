// Which orders of the table are this guest's. Knows no screen.
import type { Order } from '../shapes';

/** This phone: its number at the table, what its guest is called, and what it sent. */
export interface Me {
  phone: string;
  name: string;
  sent: readonly string[];
}

/**
 * The node knows which phone sent an order, so that two guests of one name keep theirs apart. Where
 * nobody's phone did, because a waiter took it, it is the guest's who is called so.
 */
export function isOwn({ order, guest, from_phone }: Order, { phone, name, sent }: Me): boolean {
  if (from_phone) return from_phone === phone;
  return sent.includes(order) || (name !== '' && guest === name);
}
