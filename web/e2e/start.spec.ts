// The first start of a centre: nobody owns it yet, and the link that the program printed sets it up.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { everyLook, faults } from './harness/look.ts';
import { Node } from './harness/node.ts';
import { directory, forget, freePort, until } from './harness/place.ts';
import { expect, test as base } from '@playwright/test';

const PASSWORD = 'rahasia sekali';

interface Fresh {
  centre: Node;
  token: string;
}

/** A program that nobody owns yet, and its one-time token, while it is used. */
async function unowned(role: string, use: (fresh: Fresh) => Promise<void>): Promise<void> {
  const place = await directory();
  const port = await freePort();
  const listen = ['--data', join(place, role), '--listen', `127.0.0.1:${port}`];
  const centre = await new Node(['serve', '--role', role, ...listen], port).start();
  const token = await until('the one-time link is printed', () =>
    Promise.resolve(/\/mulai#(\S+)/.exec(centre.said)?.[1]),
  );
  await use({ centre, token });
  await centre.kill();
  await forget(place);
}

// Playwright reads what a fixture needs from its pattern; these need nothing.
const test = base.extend<{ fresh: Fresh; solo: Fresh }>({
  /** A centre. */
  // eslint-disable-next-line no-empty-pattern
  fresh: ({}, use) => unowned('centre', use),
  /** A single shop: its centre lies under a path of the shop's address. */
  // eslint-disable-next-line no-empty-pattern
  solo: ({}, use) => unowned('solo', use),
});

test.use({ actionTimeout: 30_000 });

const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Lanjut' }).click();

/** Goes to the step that asks for the owner. */
async function toOwner(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await next(page);
  await expect(page.getByRole('radio', { name: /Kantor pusat/ })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await next(page);
  await expect(page.getByRole('heading', { name: 'Siapa pemiliknya?' })).toBeFocused();
}

test('a_new_head_office_gets_its_owner_and_its_first_shop', async ({ fresh, page }) => {
  const { base } = fresh.centre;
  await page.goto(`${base}/kantor`);
  await page.getByRole('link', { name: 'Siapkan pemilik pertama' }).click();
  await expect(page).toHaveURL(/\/mulai/);
  await toOwner(page, `${base}/mulai#${fresh.token}`);
  await page.getByRole('button', { name: 'Jadikan pemilik' }).click();
  await expect(page.getByText('Wajib diisi.').first()).toBeVisible();
  await page.getByLabel('Nama Anda').fill('Sari Wijaya');
  await page.getByLabel('Nama masuk').fill('sari');
  await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Kata sandi, sekali lagi').fill('lain sekali');
  await page.getByRole('button', { name: 'Jadikan pemilik' }).click();
  await expect(page.getByText('Kedua kata sandi tidak sama.')).toBeVisible();
  await page.getByLabel('Kata sandi, sekali lagi').fill(PASSWORD);
  await page.getByRole('button', { name: 'Jadikan pemilik' }).click();

  await expect(page.getByRole('heading', { name: 'Toko pertama' })).toBeVisible();
  expect(page.url()).not.toContain(fresh.token);
  expect(await faults(page)).toEqual([]);
  await page.getByLabel('Nama toko').fill('Nusa Menteng');
  await page.getByLabel('Kode').fill('jkt01');
  await page.getByLabel('Daerah').fill('Jakarta');
  await page.getByRole('button', { name: 'Buat toko dan masuk' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nusa Menteng' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Buat kode pendaftaran' })).toBeVisible();
  await page.goto(`${base}/mulai#${fresh.token}`);
  await expect(page.getByRole('heading', { name: 'Pusat ini sudah punya pemilik' })).toBeVisible();
});

test('a_wrong_link_makes_nobody_owner_and_says_where_the_right_one_stands', async ({
  fresh,
  page,
}) => {
  await toOwner(page, `${fresh.centre.base}/mulai`);
  await page.getByLabel('Kode dari tautan penyiapan').fill('bukan-yang-itu');
  await page.getByLabel('Nama Anda').fill('Sari Wijaya');
  await page.getByLabel('Nama masuk').fill('sari');
  await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Kata sandi, sekali lagi').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Tautan penyiapan tidak berlaku');
  await page.getByLabel('Kode dari tautan penyiapan').fill(fresh.token);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Toko pertama' })).toBeVisible();
  await page.getByRole('link', { name: 'Lewati, langsung ke kantor' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Sari/);
});

test('the_first_start_is_whole_in_every_look_and_in_english', async ({ fresh, browser }) => {
  const { base } = fresh.centre;
  await everyLook(browser, base, 'mulai', async (page) => {
    await page.goto(`${base}/mulai`);
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('radio', { name: /A branch of/ }).click();
    await expect(page.getByText(/nusa enrol/)).toBeVisible();
  });
});

test('a_single_shop_has_its_office_under_the_address_of_its_till', async ({ solo, page }) => {
  const { base } = solo.centre;
  await toOwner(page, `${base}/centre/mulai#${solo.token}`);
  await page.getByLabel('Nama Anda').fill('Sari Wijaya');
  await page.getByLabel('Nama masuk').fill('sari');
  await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Kata sandi, sekali lagi').fill(PASSWORD);
  await page.getByRole('button', { name: 'Jadikan pemilik' }).click();
  await expect(page.getByRole('heading', { name: 'Toko pertama' })).toBeVisible();
  await page.goto(`${base}/centre/kantor`);
  await page.getByRole('link', { name: 'Cabang', exact: true }).click();
  await expect(page).toHaveURL(`${base}/centre/kantor/cabang`);
  await expect(page.getByText('TOKO1')).toBeVisible();
  await page.goto(`${base}/kasir`);
  await expect(page.getByLabel('Nama masuk')).toBeVisible();
});
