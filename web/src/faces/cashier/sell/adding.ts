// Putting a product into the basket: whether it may be, and what people are told when not.
import type { Product } from '../../../data/catalogue';
import { isShopLabel } from '../../../data/scan';
import { readWeight } from '../../../money/label';
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
): number | undefined {
  const refused = hindrance(till, product);
  if (refused !== undefined) till.notes.wrong(refused);
  else if (!till.basket.add(product, quantity)) till.notes.wrong(t.sell.tooMany);
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
  if (setting.kind === 'price') return told(till, t.sell.priceLabel);
  try {
    const { item, quantity } = readWeight(code, labelRule(setting));
    const product = weighedProduct(till, code.slice(0, 2), item);
    if (!product) return told(till, t.sell.unknownCode(item));
    return addProduct(till, product, quantity) === undefined ? 'refused' : 'added';
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
