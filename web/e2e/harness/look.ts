// Looks at a page as people do, light and dark, phone and desktop: what axe finds, whether anybody
// else is asked for anything, and a picture into test-results/pages/.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';

const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1366, height: 820 },
} as const;
const SCHEMES = ['light', 'dark'] as const;

/** A way of looking at a page. */
export type Size = keyof typeof SIZES;
export type Scheme = (typeof SCHEMES)[number];

/** Rules of axe that hold: WCAG 2.2 AA and good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What a node answers a device that it does not know and a person who has not signed in. */
const NOT_YET = new Set(['401 /api/v1/session', '401 /api/v1/link', '403 /api/v1/till']);

/** The path of an address. */
function pathOf(address: string): string {
  return new URL(address).pathname;
}

/** Fails at the first request that leaves for anybody but the node, and at errors on the page. */
export function guard(page: Page, base: string): { strangers: string[]; errors: string[] } {
  const found = { strangers: [] as string[], errors: [] as string[] };
  let signedIn = false;
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const isOwn = origin === base || protocol === 'data:' || protocol === 'blob:';
    if (!isOwn) found.strangers.push(request.url());
  });
  page.on('response', (response) => {
    if (response.ok() && pathOf(response.url()) === '/api/v1/session') signedIn = true;
  });
  page.on('pageerror', (error) => found.errors.push(error.message));
  page.on('console', (line) => {
    if (line.type() !== 'error') return;
    const { url } = line.location();
    const status = /status of (\d+)/.exec(line.text())?.[1];
    const notYet = url.startsWith(`${base}/`) && NOT_YET.has(`${status} ${pathOf(url)}`);
    if (signedIn || !notYet) found.errors.push(`${line.text()} ${url}`);
  });
  return found;
}

/** What axe finds on the page as it stands; empty is good. */
export async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** What sticks out of the window on the right, where nobody can scroll to it; empty is good. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .filter((element) => !scrolls(element.parentElement))
      .map((element) => `${element.tagName.toLowerCase()}: ${element.textContent.slice(0, 40)}`);
  });
}

/** A picture of the page as test output. */
export function picture(page: Page, name: string): Promise<Buffer> {
  return page.screenshot({ path: `test-results/pages/${name}.png`, animations: 'disabled' });
}

/** What a page needs before it is looked at, e.g. signing in; gets a fresh page. */
export type Prepare = (page: Page) => Promise<void>;

/** Every way of looking. */
export const LOOKS: [Size, Scheme][] = (['phone', 'desktop'] as const).flatMap((size) =>
  SCHEMES.map((scheme): [Size, Scheme] => [size, scheme]),
);

/** Looks at the page as it stands, under a name. */
export type Seen = (name: string) => Promise<void>;

/** Where and how somebody looks. */
export interface Look {
  base: string;
  size: Size;
  scheme: Scheme;
}

/** One walk in one look; at each stop the page is held to axe, to its own node and to no error. */
export async function look(
  browser: Browser,
  { base, size, scheme }: Look,
  walk: (page: Page, seen: Seen) => Promise<void>,
): Promise<void> {
  const context = await opened(browser, size, scheme);
  const page = await context.newPage();
  const found = guard(page, base);
  await walk(page, async (name) => {
    const shot = `${name}-${size}-${scheme}`;
    await picture(page, shot);
    expect(await faults(page), `axe, ${shot}`).toEqual([]);
    expect(await cutOff(page), `cut off, ${shot}`).toEqual([]);
    expect(found, shot).toEqual({ strangers: [], errors: [] });
  });
  await context.close();
}

/** Opens a page in every size and scheme, and looks at it once it is prepared. */
export async function everyLook(
  browser: Browser,
  base: string,
  name: string,
  prepare: Prepare,
  sizes: Size[] = ['phone', 'desktop'],
): Promise<void> {
  for (const [size, scheme] of LOOKS.filter(([size]) => sizes.includes(size))) {
    await look(browser, { base, size, scheme }, async (page, seen) => {
      await prepare(page);
      await seen(name);
    });
  }
}

function opened(browser: Browser, size: Size, scheme: Scheme): Promise<BrowserContext> {
  return browser.newContext({
    viewport: SIZES[size],
    colorScheme: scheme,
    hasTouch: size === 'phone',
    reducedMotion: 'reduce',
  });
}
