// Amounts as screens and receipts show them. Every currency has the Indonesian marks (money rules
// § 9), in every language.
import { call } from './engine';
import { CURRENCIES, type Amount } from './settings';
import { flag, place, Reader } from './words';

/** The currency where none is told. */
export const HOME = 'IDR';

function written(amount: Amount, currency: string, symbol: boolean): string {
  const words = call('amount_text', [amount, place(CURRENCIES, currency), flag(symbol), 1]);
  return new Reader(words).text();
}

/** 12345 → `12.345`; a negative amount gets a true minus sign. */
export function plainAmount(amount: Amount, currency: string = HOME): string {
  return written(amount, currency, false).replace('-', '−');
}

/** 12345 → `Rp 12.345`. */
export function amountText(amount: Amount, currency: string = HOME): string {
  return written(amount, currency, true).replace('-', '−');
}
