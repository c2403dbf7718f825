// A guest's first use of a phone: from the code on the table to a dish that can be chosen, on a slow
// line and a slow phone that has nothing of the shop yet. Measures within the page, so that what the
// test itself needs is not counted.
import { expect, type Browser, type CDPSession, type Page } from '@playwright/test';
import { choose, codeOf, layTables } from './evening-place.ts';
import { Company, PASSWORD } from './harness/company.ts';
import { Desk } from './harness/desk.ts';
import { until } from './harness/place.ts';

/** How the phone and its line are slowed down. */
export interface Slow {
  /** Bytes a second, both ways. */
  bytesPerSecond: number;
  /** A round trip, milliseconds. */
  latency: number;
  /** How many times slower the processor is made. */
  slower: number;
}

/** What a guest waited for, milliseconds. */
export interface FirstMenu {
  /** From opening the address until a name can be typed. */
  toName: number;
  /** From the press after the name until a dish can be chosen. */
  toMenu: number;
  /** What came over the line until the name could be typed, and after the press. */
  bytes: [name: number, menu: number];
}

const DISHES = 48;

/** A café with a menu as cafés have it. */
export async function openCafe(): Promise<{ company: Company; code: string }> {
  const company = await Company.found();
  const rows = Array.from({ length: DISHES }, (_, n) => {
    const kind = ['Kopi', 'Teh', 'Hidangan utama', 'Camilan', 'Pencuci mulut', 'Minuman segar'][
      n % 6
    ];
    return `M${n},${kind} istimewa nomor ${n},${kind},porsi,${15_000 + n * 500},`;
  });
  const sheet = ['sku,name,category,unit,price,barcode', ...rows].join('\n');
  const taken = await company.owner.send('/api/v1/products/import', 'text/csv', sheet);
  expect(taken.ok).toBe(true);
  const desk = await Desk.signIn(company.shop.node.base, 'budi', PASSWORD);
  await until('the branch has the menu', async () => {
    const { items } = await desk.get(`/api/v1/products?search=M${DISHES - 1}`);
    return items?.length ? true : undefined;
  });
  await layTables(company.shop, ['7']);
  return { company, code: await codeOf(company.shop, '7') };
}

/** Opens the code with a new phone, and says how long a guest waits. */
export async function firstMenu(browser: Browser, code: string, slow: Slow): Promise<FirstMenu> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'id-ID',
  });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  // A browser that runs: how long an app takes to start is not the shop's to say. Nothing of the face
  // is asked for, and nothing is kept.
  await page.goto(new URL('/healthz', code).href);
  await slowedDown(client, slow);
  await page.addInitScript(watch);
  await page.goto(code, { waitUntil: 'commit' });
  const toName = await seen(page, 'name');
  await page.getByLabel('Nama', { exact: true }).fill('Ani');
  // Somebody who types their name takes longer than what still comes meanwhile.
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: 'Lihat menu' }).click();
  const [pressed, chosen] = [await seen(page, 'pressed'), await seen(page, 'menu')];
  const bytes: FirstMenu['bytes'] = [
    await came(page, 0, toName),
    await came(page, pressed, chosen),
  ];
  await choose(page, 'Kopi istimewa nomor 0');
  await expect(page.getByRole('button', { name: /Kirim pesanan/ })).toBeVisible();
  await context.close();
  return { toName, toMenu: chosen - pressed, bytes };
}

/** Slows a page down. */
async function slowedDown(client: CDPSession, slow: Slow): Promise<void> {
  const { bytesPerSecond, latency, slower: rate } = slow;
  const [downloadThroughput, uploadThroughput] = [bytesPerSecond, bytesPerSecond];
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput,
    uploadThroughput,
  });
  await client.send('Emulation.setCPUThrottlingRate', { rate });
}

/** What was asked for and came between two moments, bytes with their heads. */
function came(page: Page, from: number, to: number): Promise<number> {
  return page.evaluate(
    ([from, to]) =>
      performance
        .getEntries()
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(({ startTime, responseEnd }) => startTime >= from && responseEnd <= to)
        .reduce((sum, { transferSize }) => sum + transferSize, 0),
    [from, to] as const,
  );
}

/** Notes, within the page, the frame in which the name can be typed, the press, and the first dish. */
function watch(): void {
  const seen: Record<string, number> = {};
  Object.assign(window, { seen });
  const painted = (name: string): void => {
    requestAnimationFrame(() => {
      // A task behind the frame's own work runs when the frame has been painted.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => (seen[name] ??= performance.now());
      channel.port2.postMessage(0);
    });
  };
  new MutationObserver(() => {
    if (document.querySelector('form input')) painted('name');
    if (document.querySelector('li button[aria-label^="Tambah "]')) painted('menu');
  }).observe(document, { childList: true, subtree: true });
  addEventListener('submit', (event) => (seen['pressed'] ??= event.timeStamp), { capture: true });
}

async function seen(page: Page, name: string): Promise<number> {
  const at = await page.waitForFunction(
    (wanted) => (window as unknown as { seen: Record<string, number> }).seen[wanted],
    name,
    { timeout: 60_000 },
  );
  return Math.round((await at.jsonValue()) ?? 0);
}
