// A shop with a scale that prints labels.
import { expect } from '@playwright/test';
import { PASSWORD, type Branch, type Company } from './harness/company.ts';
import { command, Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';

/** A label of these twelve figures, with the last one of an EAN-13. */
export function labelOf(twelve: string): string {
  const sum = [...twelve].reduce((sum, figure, n) => sum + Number(figure) * (n % 2 ? 3 : 1), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

/** Beef by weight. */
export async function addBeef({ owner }: Company): Promise<void> {
  const beef = 'sku,name,category,unit,price,barcode\n00077,Daging sapi,Segar,kg,140000,2100077\n';
  expect((await owner.send('/api/v1/products/import', 'text/csv', beef)).ok).toBe(true);
}

/** Beef, and a shop whose scales print weights under 21 and prices, in tens, under 22. */
export async function sellByWeight(company: Company): Promise<void> {
  const { owner, shop } = company;
  await addBeef(company);
  const { items } = await owner.get('/api/v1/branches');
  const known = (items as { id: number; region: number }[]).find((one) => one.id === shop.id);
  const digits = { item_digits: 5, value_digits: 5 };
  const weight = { prefix: 21, ...digits, kind: 'weight', scale: 1 };
  const price = { prefix: 22, ...digits, kind: 'price', scale: 10 };
  const row = {
    code: shop.code,
    name: `Nusa ${shop.code}`,
    region: known?.region,
    till: { labels: [weight, price] },
  };
  await owner.put(`/api/v1/branches/${shop.id}`, { command: command(), ...row });
  await layoutKnown(shop, 22);
}

/** Waits until a branch knows the layout of a prefix. */
export async function layoutKnown(branch: Branch, prefix: number): Promise<void> {
  const desk = await Desk.signIn(branch.node.base, 'budi', PASSWORD);
  await until(`the layout ${prefix} is known at the branch`, async () => {
    const { items } = await desk.get('/api/v1/branches');
    return JSON.stringify(items).includes(`"prefix":${prefix}`) ? true : undefined;
  });
}
