// What a scale's label says now, by the layouts and prices that the branch has now: the node reads
// it in the same way when it commits (`crates/rules/src/label.rs`).
import type { Catalogue, Product } from '../../../data/catalogue';
import { MoneyRefusal } from '../../../money/engine';
import { readLabel, type Label } from '../../../money/label';
import { labelRule } from './views';

/** A label that carries a price; nothing where no scale of the shop prints such a label any more. */
export function stated(
  code: string,
  product: Product,
  catalogue: Catalogue,
  at: number,
): Label | undefined {
  const prefix = Number(code.slice(0, 2));
  const setting = catalogue.branch.till.labels.find((label) => label.prefix === prefix);
  const price = catalogue.priceAt(product.id, at, 0);
  if (setting?.kind !== 'price' || !price) return undefined;
  try {
    return readLabel(code, labelRule(setting), price.amount, price.per_milli);
  } catch (error) {
    if (error instanceof MoneyRefusal) return undefined;
    throw error;
  }
}
