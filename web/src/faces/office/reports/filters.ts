// The filters of sales and reports, out of the page's address. Lists, totals, exports and prints
// are asked with the same.
import type { Query } from '../../../api/client';
import { shiftDay } from '../../../format/time';

const KEPT = ['branch', 'region', 'method', 'staff', 'category', 'product'] as const;
/** The node looks at no longer span, days. */
export const MAX_DAYS = 92;

const DAY_MS = 86_400_000;

/** How many days a span has, both ends included. */
export function daysOf(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

export interface Span {
  from: string;
  to: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The dates of an address; today where it has none that make sense. */
export function spanOf(address: URLSearchParams, current: string): Span {
  const [from, to] = [address.get('from') ?? current, address.get('to') ?? current];
  if (!DAY.test(from) || !DAY.test(to) || to < from) return { from: current, to: current };
  return daysOf(from, to) > MAX_DAYS ? { from: shiftDay(to, 1 - MAX_DAYS), to } : { from, to };
}

/** Everything that a report is asked with. */
export function filtersOf(address: URLSearchParams, current: string): Query & Span {
  const given = KEPT.map((name) => [name, address.get(name) ?? undefined] as const);
  return {
    ...spanOf(address, current),
    ...Object.fromEntries(given.filter(([, value]) => value)),
  };
}

/** Spans that people ask for most, as seen from a day. */
export function presets(
  current: string,
): Record<'today' | 'yesterday' | 'days7' | 'days30' | 'month', Span> {
  const before = shiftDay(current, -1);
  return {
    today: { from: current, to: current },
    yesterday: { from: before, to: before },
    days7: { from: shiftDay(current, -6), to: current },
    days30: { from: shiftDay(current, -29), to: current },
    month: { from: `${current.slice(0, 8)}01`, to: current },
  };
}
