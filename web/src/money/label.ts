// Labels of a shop's scales: 13 digits that hold an item, and a weight or a price (money rules § 7).
import { call } from './engine';
import type { Amount, Milli } from './settings';
import { Reader, text } from './words';

/** How a label is laid out: prefix, item, value, check digit. */
export interface LabelRule {
  prefix: number;
  itemDigits: number;
  valueDigits: number;
  kind: 'price' | 'weight';
  /** What one of the value is worth: minor units or thousandths. */
  scale: number;
}

/** What a label says of a product that costs `price` for `per`; for a price it is the gross. */
export interface Label {
  gross: Amount;
  quantity: Milli;
}

/** The digits of the item, which name the product. */
export function itemOf(code: string, { itemDigits }: LabelRule): string {
  return code.slice(2, 2 + itemDigits);
}

/** Reads a label. Throws `MoneyRefusal` for a wrong check digit, or a price of a product without one. */
export function readLabel(code: string, rule: LabelRule, price: Amount, per: Milli): Label {
  const { prefix, itemDigits, valueDigits, kind, scale } = rule;
  const layout = [prefix, itemDigits, valueDigits, Number(kind === 'weight'), scale];
  const from = new Reader(call('label', [...text(code), ...layout, price, per]));
  from.text();
  from.word();
  return { gross: from.word(), quantity: from.word() };
}
