// Putting a product into the basket: whether it may be, and what people are told when not.
import type { Product } from '../../../data/catalogue';
import { isShopLabel } from '../../../data/scan';
import { itemOf, readLabel } from '../../../money/label';
import { MoneyRefusal } from '../../../money/engine';
import type { Milli } from '../../../money/settings';
import { ONE } from '../state/basket.svelte';
import type { Till } from '../state/till';
import { labelRule, type LabelSetting } from '../state/views';
import { t } from '../words';

/** Why a product cannot be added now; nothing when it can. */
export function hindrance({ shelf }: Till, product: Product): string | undefined {
  if (!shelf.catalogue?.priceAt(product.id, shelf.now)) return t.sell.noPriceRefused(product.name);
  const level = shelf.level(product);
  if (shelf.strict && level !== undefined && level <= 0) return t.sell.soldOutRefused(product.name);
  return undefined;
}

/** Adds a product; the key of its line, or nothing when it was refused and people were told. */
export function addProduct(
  till: Till,
  product: Product,
  quantity: Milli = ONE,
  label?: string,
): number | undefined {
  const refused = hindrance(till, product);
  if (refused !== undefined) till.notes.wrong(refused);
  else if (!till.basket.add(product, quantity, label)) till.notes.wrong(t.sell.tooMany);
  else return till.basket.touched;
  return undefined;
}

/** What came of a scan. */
export type Scanned = 'added' | 'refused' | 'many';

/** Adds what a code stands for. Several products of one code are for people to choose from. */
export function addScanned(till: Till, code: string): Scanned {
  const products = till.shelf.catalogue?.withCode(code) ?? [];
  const [product] = products;
  if (products.length > 1) {
    till.notes.wrong(t.sell.manyCodes(code));
    return 'many';
  }
  if (product) return addProduct(till, product) === undefined ? 'refused' : 'added';
  if (isShopLabel(code)) return addWeighed(till, code);
  till.notes.wrong(t.sell.unknownCode(code));
  return 'refused';
}

/** The layout for a label's prefix. */
function settingFor(till: Till, code: string): LabelSetting | undefined {
  return till.desk.till.labels.find((label) => label.prefix === Number(code.slice(0, 2)));
}

function addWeighed(till: Till, code: string): Scanned {
  const setting = settingFor(till, code);
  if (!setting) return told(till, t.sell.unknownCode(code));
  const rule = labelRule(setting);
  const item = itemOf(code, rule);
  const product = weighedProduct(till, code.slice(0, 2), item);
  if (!product) return told(till, t.sell.unknownCode(code));
  const price = till.shelf.catalogue?.priceAt(product.id, till.shelf.now, 0);
  try {
    const { quantity } = readLabel(code, rule, price?.amount ?? 1, price?.per_milli ?? ONE);
    if (quantity <= 0) return told(till, t.sell.badLabel);
    if (!product.fractional && quantity % ONE !== 0) return told(till, t.line.wholeOnly);
    const label = rule.kind === 'price' ? code : undefined;
    return addProduct(till, product, quantity, label) === undefined ? 'refused' : 'added';
  } catch (error) {
    if (error instanceof MoneyRefusal) return told(till, t.sell.badLabel);
    throw error;
  }
}

/** The product whose barcode is prefix and item, or whose SKU is the item. */
function weighedProduct({ shelf }: Till, prefix: string, item: string): Product | undefined {
  const byLabel = shelf.catalogue?.withCode(prefix + item)[0];
  return byLabel ?? shelf.catalogue?.withCode(item)[0];
}

function told(till: Till, why: string): Scanned {
  till.notes.wrong(why);
  return 'refused';
}
