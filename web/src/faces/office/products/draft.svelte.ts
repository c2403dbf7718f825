// What somebody fills in about a product, and what of it differs from what the node has.
import type { Amount, Milli } from '../../../money/settings';
import type { ProductRow } from '../shapes';

/** The value of the list of categories for one that is not there yet. */
export const NEW_CATEGORY = 'new';

export class ProductDraft {
  sku = $state('');
  barcode = $state('');
  name = $state('');
  category = $state('');
  categoryName = $state('');
  unit = $state('pcs');
  taxes = $state<string[]>([]);
  stocked = $state(true);
  fractional = $state(false);
  service = $state(false);
  discountable = $state(true);
  picture = $state<string>();
  price = $state<Amount>();
  stock = $state<Milli>();

  constructor(product?: ProductRow) {
    if (product) this.take(product);
  }

  take(product: ProductRow): void {
    this.sku = product.sku;
    this.barcode = product.barcode;
    this.name = product.name;
    this.category = String(product.category);
    this.unit = product.unit;
    this.taxes = [...product.taxes];
    this.stocked = product.stocked;
    this.fractional = product.fractional;
    this.service = product.service;
    this.discountable = product.discountable;
    this.picture = product.picture;
  }

  /** The fields as the node takes them. */
  body(category: number): object {
    return {
      sku: this.sku.trim(),
      barcode: this.barcode.trim(),
      name: this.name.trim(),
      category,
      unit: this.unit.trim(),
      taxes: this.taxes,
      stocked: this.stocked,
      fractional: this.fractional,
      service: this.service,
      discountable: this.discountable,
      ...(this.picture === undefined ? {} : { picture: this.picture }),
    };
  }

  /** How many fields differ from what the node has. */
  changes(product: ProductRow): number {
    const before = new ProductDraft(product);
    const pairs: [unknown, unknown][] = [
      [this.sku, before.sku],
      [this.barcode, before.barcode],
      [this.name, before.name],
      [this.category, before.category],
      [this.unit, before.unit],
      [[...this.taxes].sort().join(), [...before.taxes].sort().join()],
      [this.stocked, before.stocked],
      [this.fractional, before.fractional],
      [this.service, before.service],
      [this.discountable, before.discountable],
      [this.picture, before.picture],
    ];
    return pairs.filter(([now, then]) => now !== then).length;
  }
}
