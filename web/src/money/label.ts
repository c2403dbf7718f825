// Labels of a shop's scales: 13 digits that hold an item and a weight (money rules § 7).
import { call } from './engine';
import type { Milli } from './settings';
import { Reader, text } from './words';

/** How a label is laid out: prefix, item, value, check digit. */
export interface LabelRule {
  prefix: number;
  itemDigits: number;
  valueDigits: number;
  /** Thousandths that one of the value is worth. */
  scale: number;
}

const WEIGHT = 1;

/** The item and quantity of a weighed label. Throws `MoneyRefusal` for a wrong check digit. */
export function readWeight(code: string, rule: LabelRule): { item: string; quantity: Milli } {
  const { prefix, itemDigits, valueDigits, scale } = rule;
  const noPrice = 0;
  const words = [...text(code), prefix, itemDigits, valueDigits, WEIGHT, scale, noPrice];
  const from = new Reader(call('label', words));
  const item = from.text();
  from.word();
  from.word();
  return { item, quantity: from.word() };
}
