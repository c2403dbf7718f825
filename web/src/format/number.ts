// Counts, quantities and shares as people read and type them. Money is written by src/money.
import { language } from '../i18n/language.svelte';

const MINUS = '−';
const MILLI = 1000;

/** 10000 → `10.000`, in English `10,000`. */
export function count(value: number): string {
  return new Intl.NumberFormat(language.locale, { maximumFractionDigits: 0 }).format(value);
}

/** Thousandths as a quantity: 1250 → `1,25`. */
export function quantity(milli: number): string {
  const options = { maximumFractionDigits: 3 };
  const text = new Intl.NumberFormat(language.locale, options).format(Math.abs(milli) / MILLI);
  return milli < 0 ? MINUS + text : text;
}

/** Parts per million as per cent: 110000 → `11%`. */
export function percent(ppm: number): string {
  const options = { maximumFractionDigits: 2 };
  return `${new Intl.NumberFormat(language.locale, options).format(ppm / 10_000)}%`;
}

/** A share as per cent with one decimal: 0.124 → `12,4%`. */
export function share(ratio: number): string {
  const options = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${new Intl.NumberFormat(language.locale, options).format(Math.abs(ratio) * 100)}%`;
}

/** A number as people type it, with a comma or a point: its whole thousandths, or nothing. */
export function parseMilli(typed: string): number | undefined {
  const match = /^\s*(\d{1,9})(?:[.,](\d{1,3}))?\s*$/.exec(typed);
  if (!match) return undefined;
  return Number(match[1]) * MILLI + Number((match[2] ?? '').padEnd(3, '0'));
}

/** A whole number as people type it, with marks between thousands or without; or nothing. */
export function parseWhole(typed: string): number | undefined {
  const digits = typed.replace(/[\s.,]/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}
