// Amounts as the money engine writes them (money rules § 9), without the engine: a phone that only
// reads the menu does not fetch it. Writes digits and marks; computes nothing.
import { shared } from '../../../i18n/shared';

const RUPIAH = 'IDR';

/** How many of the last digits are smaller than the unit; Rupiah are whole. */
function smallDigits(currency: string): number {
  if (currency === RUPIAH) return 0;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 0;
}

/** 12345 → `12.345`; a negative amount gets a true minus sign. */
export function plainAmount(amount: number, currency: string): string {
  const small = smallDigits(currency);
  const digits = String(Math.abs(amount)).padStart(small + 1, '0');
  const whole = digits.slice(0, digits.length - small).replace(/\B(?=(\d{3})+$)/g, '.');
  const rest = small === 0 ? '' : `,${digits.slice(-small)}`;
  return `${amount < 0 ? '−' : ''}${whole}${rest}`;
}

/** 12345 → `Rp 12.345`. */
export function amountText(amount: number, currency: string): string {
  const symbol = currency === RUPIAH ? shared.currency : currency;
  return `${symbol}\u00a0${plainAmount(amount, currency)}`;
}
