// Where an order goes, in words, and how urgent it is. Lateness outranks the state.
import { isOpen } from '../../data/orders-feed';
import type { OrderState, OrderView } from '../../data/order-shapes';
import type { Tone } from '../../ui/kit/status';
import { s } from './words';

/** An open order older than this is late. */
export const LATE_MS = 15 * 60_000;

export const TONES: Record<OrderState, Tone> = {
  placed: 'kunyit',
  started: 'telang',
  finished: 'pandan',
  cancelled: 'netral',
};

/** Meja 7, Bungkus, Antar. */
export function placeOf({ service, label }: Pick<OrderView, 'service' | 'label'>): string {
  return service === 'table' ? s.table(label ?? '') : s.services[service];
}

export function isLate(order: OrderView, now: number): boolean {
  return isOpen(order) && now - order.at > LATE_MS;
}

export function toneOf(order: OrderView, now: number): Tone {
  return isLate(order, now) ? 'cabai' : TONES[order.state];
}
