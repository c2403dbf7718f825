// A till on another device whose browser trusts the node's own authority: a secure context, and with
// it everything, a reload without the node too. Whoever does not trust it gets nothing but the page
// that explains how to.
import { createHash, X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { chromium, type Browser, type LaunchOptions, type Page } from '@playwright/test';
import { add, enter, paid, payExactly, selling, settled } from './cashier-place.ts';
import type { Branch, Company } from './harness/company.ts';
import { until } from './harness/place.ts';
import { expect, test } from './harness/test.ts';

/** The fingerprint of the node's key, once its certificate holds under the authority that it hands out. */
async function keyOf({ node }: Branch): Promise<string> {
  const handed = await fetch(`${node.base}/ca.crt`);
  const ca = new X509Certificate(Buffer.from(await handed.arrayBuffer())).toString();
  return new Promise((told, failed) => {
    const socket = connect({ host: '127.0.0.1', port: node.port, ca }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey;
      socket.destroy();
      const bytes = key?.export({ type: 'spki', format: 'der' }) ?? '';
      told(createHash('sha256').update(bytes).digest('base64'));
    });
    socket.once('error', failed);
  });
}

/** A browser that trusts this node, and by the same word no other. */
async function trusting(branch: Branch, options: LaunchOptions): Promise<Browser> {
  const trust = `--ignore-certificate-errors-spki-list=${await keyOf(branch)}`;
  return chromium.launch({ ...options, args: [...(options.args ?? []), trust] });
}

/** Makes the device a till with an open shift, by the screen. */
async function openByScreen(page: Page): Promise<void> {
  await enter(page, 'budi');
  await page.getByLabel(/Nama kasir/).fill('Tablet');
  await page.getByRole('button', { name: 'Daftarkan' }).click();
  await selling(page);
  await page.getByRole('button', { name: 'Buka sif' }).click();
  await page.getByLabel('Modal awal di laci').fill('100.000');
  await page.getByRole('main').getByRole('button', { name: 'Buka sif' }).click();
  await selling(page);
}

/** Waits until the centre has a receipt of the branch. */
async function atCentre({ owner }: Company, branch: Branch, number: string): Promise<void> {
  const day = (days: number): string =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const asked = `from=${day(-1)}&to=${day(1)}&branch=${branch.id}`;
  await until(`the centre has ${number}`, async () => {
    const { items } = await owner.get(`/api/v1/reports/sales?${asked}`);
    const found = (items as { receipt_no: string }[]).some((sale) => sale.receipt_no === number);
    return found ? true : undefined;
  });
}

test('a_browser_that_trusts_the_node_opens_its_till_without_it_and_loses_nothing', async ({
  company,
  launchOptions,
}) => {
  test.setTimeout(120_000);
  const branch = await company.branch('TLS01', { tls: true });
  const browser = await trusting(branch, launchOptions);
  const page = await browser.newPage({ locale: 'id-ID' });
  await page.goto(`https://127.0.0.1:${branch.node.port}/kasir`);
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  await openByScreen(page);
  await settled(page);
  await add(page, 'Es teh');
  await payExactly(page);
  await atCentre(company, branch, await paid(page));
  await page.keyboard.press('F9');

  await branch.node.kill();
  await page.reload();
  await selling(page);
  await add(page, 'Nasi goreng');
  await payExactly(page);
  await expect(page.getByTestId('unrecorded')).toBeVisible();
  await branch.node.start();
  await atCentre(company, branch, await paid(page));
  await expect(page.getByTestId('done')).toContainText('25.000');
  await browser.close();
});

test('a_browser_without_trust_refuses_the_till_and_finds_how_to_trust', async ({
  company,
  context,
  page,
}) => {
  const { node } = await company.branch('TLS02', { tls: true });
  await page.goto(node.base);
  await expect(page).toHaveURL(`${node.base}/percaya`);
  await expect(page.getByRole('heading', { name: 'Percayai simpul Nusa ini' })).toBeVisible();
  const paper = await page.request.get(`${node.base}/ca.crt`);
  expect(new X509Certificate(await paper.body()).ca).toBe(true);
  for (const door of [`https://127.0.0.1:${node.port}`, node.base]) {
    const refused = await context.newPage();
    await expect(refused.goto(`${door}/kasir`)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/);
    await refused.close();
  }
});
