// How close together a device shows its products: more at once when it is told to, large enough for
// fingers all the same. Its company is its own, because it fills a screen with goods.
import type { Page } from '@playwright/test';
import { openTill, selling } from './cashier-place.ts';
import { alone as test, expect } from './harness/test.ts';

/** More goods than a screen shows. */
const GOODS = 54;
/** The least side of what a finger presses, CSS pixels. */
const FINGER = 44;

/** The products that are whole on the screen, and the least side of any of them. */
async function shown(page: Page): Promise<{ whole: number; least: number }> {
  const tiles = page.getByRole('list', { name: 'Produk' }).getByRole('button');
  await expect(tiles).toHaveCount(GOODS + 6);
  return tiles.evaluateAll((all) => {
    const view = all[0]?.closest('ul')?.parentElement?.getBoundingClientRect();
    const boxes = all.map((tile) => tile.getBoundingClientRect());
    return {
      whole: boxes.filter(({ top, bottom }) => view && top >= view.top && bottom <= view.bottom)
        .length,
      least: Math.min(...boxes.flatMap(({ width, height }) => [width, height])),
    };
  });
}

/** Chooses how close products stand, in the settings of the device. */
async function choose(page: Page, density: 'Nyaman' | 'Padat'): Promise<void> {
  await page.getByRole('button', { name: /Akun kasir/ }).click();
  const choice = page.getByRole('radiogroup', { name: 'Tampilan produk' });
  await choice.getByRole('radio', { name: density }).click();
  await expect(choice.getByRole('radio', { name: density })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

for (const [device, width, height] of [
  ['desk', 1366, 768],
  ['phone', 390, 844],
] as const) {
  test(`the_compact_till_shows_more_products_and_no_smaller_target_and_stays_so, ${device}`, async ({
    company,
    page,
  }) => {
    test.setTimeout(120_000);
    const lines = Array.from(
      { length: GOODS },
      (_, n) => `P${n},Permen ${n},Permen,pcs,${500 + n}`,
    );
    const sheet = ['sku,name,category,unit,price', ...lines].join('\n');
    expect((await company.owner.send('/api/v1/products/import', 'text/csv', sheet)).ok).toBe(true);
    await page.setViewportSize({ width, height });
    await openTill(page, company.shop);
    const tiles = page.getByRole('list', { name: 'Produk' }).getByRole('button');
    await expect(tiles).toHaveCount(GOODS + 6, { timeout: 30_000 });
    const comfortable = await shown(page);
    await choose(page, 'Padat');
    const compact = await shown(page);
    expect(compact.whole).toBeGreaterThan(comfortable.whole);
    expect(Math.min(compact.least, comfortable.least)).toBeGreaterThanOrEqual(FINGER);
    await page.reload();
    await selling(page);
    expect(await shown(page)).toEqual(compact);
    await choose(page, 'Nyaman');
    expect(await shown(page)).toEqual(comfortable);
  });
}
