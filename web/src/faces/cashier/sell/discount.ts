// A discount as people type it, and whether it needs somebody's approval. Compares amounts that
// the money engine computed; computes none.
import { parseMilli, parseWhole } from '../../../format/number';
import type { Discount } from '../../../money/quote';
import type { Basket } from '../state/basket.svelte';

export type DiscountKind = 'none' | 'percent' | 'amount';

/** One per cent in parts per million, and the whole. */
const PERCENT_PPM = 10_000;
const WHOLE_PPM = 1_000_000;

/** What was typed, as a discount; `bad` when it cannot be one. */
export function discountOf(kind: DiscountKind, typed: string): Discount | undefined | 'bad' {
  if (kind === 'none') return undefined;
  if (kind === 'amount') {
    const amount = parseWhole(typed);
    return amount === undefined || amount === 0 ? 'bad' : { amount };
  }
  const milli = parseMilli(typed);
  if (milli === undefined) return 'bad';
  const ppm = (milli * PERCENT_PPM) / 1000;
  return ppm > 0 && ppm <= WHOLE_PPM ? { ppm } : 'bad';
}

/** A discount as it was typed. */
export function typedOf(discount: Discount | undefined): { kind: DiscountKind; typed: string } {
  if (!discount) return { kind: 'none', typed: '' };
  if ('amount' in discount) return { kind: 'amount', typed: String(discount.amount) };
  return { kind: 'percent', typed: String(discount.ppm / PERCENT_PPM).replace('.', ',') };
}

/**
 * Whether any discount of the basket is above what a cashier may give, as far as this till can
 * tell; the node decides.
 */
export function overLimit(basket: Basket, limitPpm: number): boolean {
  const [given, allowed] = [basket.quote, basket.quoteWith(limitPpm)];
  if (!given || !allowed) return false;
  const rates = [basket.billDiscount, ...basket.lines.map((line) => line.discount)];
  if (rates.some((rate) => rate && 'ppm' in rate && rate.ppm > limitPpm)) return true;
  const lines = given.lines.some((line, n) => line.off > (allowed.lines[n]?.off ?? 0));
  return lines || given.billDiscount > allowed.billDiscount;
}
