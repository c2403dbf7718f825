// Every face opens from the program itself: with its headers, without anybody else being asked for
// anything, and without a fault that axe finds. Proves the harness as well: nodes that are killed
// and come back, links that are cut, a printer that listens.
import { createConnection } from 'node:net';
import { Desk } from './harness/desk.ts';
import { everyLook } from './harness/look.ts';
import { PASSWORD } from './harness/company.ts';
import { Printer } from './harness/printer.ts';
import { until } from './harness/place.ts';
import { expect, test } from './harness/test.ts';

test('the doors of centre and branch lead to their faces', async ({ company, page }) => {
  await page.goto(company.shop.node.base);
  await expect(page).toHaveURL(/\/kasir/);
  await page.goto(company.centre.base);
  await expect(page).toHaveURL(/\/kantor/);
});

test('the cashier face is whole and asks nobody else', async ({ company, browser }) => {
  const { base } = company.shop.node;
  await everyLook(browser, base, 'kasir-masuk', async (page) => {
    await page.goto(`${base}/kasir`);
    await expect(page.getByLabel('Kata sandi', { exact: true })).toBeVisible();
  });
});

test('the office face is whole and asks nobody else', async ({ company, browser }) => {
  const { base } = company.centre;
  await everyLook(browser, base, 'kantor-masuk', async (page) => {
    await page.goto(`${base}/kantor`);
    await expect(page.getByLabel('Kata sandi', { exact: true })).toBeVisible();
  });
});

test('a branch that is killed comes back with its data, and a cut link is told', async ({
  company,
}) => {
  const { node, link } = company.shop;
  await company.inStep(company.shop);
  await node.kill();
  await expect(fetch(`${node.base}/healthz`)).rejects.toThrow();
  await node.start();
  const desk = await Desk.signIn(node.base, 'dewi', PASSWORD);
  const state = async (wanted: string): Promise<true | undefined> =>
    (await desk.get('/api/v1/link'))['state'] === wanted ? true : undefined;
  await until('connected again', () => state('connected'));
  link.cut();
  await until('told as offline', () => state('offline'));
  link.mend();
  await until('connected once more', () => state('connected'), 60_000);
});

test('the printer keeps what it is sent, and can be switched off', async () => {
  const printer = await new Printer().on();
  createConnection(printer.port, '127.0.0.1').end('struk');
  await until('the bytes came', () => Promise.resolve(printer.jobs[0]));
  expect(printer.jobs.map(String)).toEqual(['struk']);
  const { port } = printer;
  await printer.off();
  const refused = await new Promise<boolean>((told) => {
    createConnection(port, '127.0.0.1')
      .once('error', () => told(true))
      .once('connect', () => told(false));
  });
  expect(refused).toBe(true);
  await (await printer.on()).off();
});
