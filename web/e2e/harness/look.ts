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

/** Fails at the first request that leaves for anybody but the node, and at errors on the page. */
export function guard(page: Page, base: string): { strangers: string[]; errors: string[] } {
  const found = { strangers: [] as string[], errors: [] as string[] };
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const isOwn = origin === base || protocol === 'data:' || protocol === 'blob:';
    if (!isOwn) found.strangers.push(request.url());
  });
  page.on('pageerror', (error) => found.errors.push(error.message));
  page.on('console', (line) => {
    // Chromium calls every answer of 400 and above an error; a face asks who it is before anybody is.
    const isAnswer = line.text().startsWith('Failed to load resource');
    if (line.type() === 'error' && !isAnswer) found.errors.push(line.text());
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

/** A picture of the page as test output. */
export function picture(page: Page, name: string): Promise<Buffer> {
  return page.screenshot({ path: `test-results/pages/${name}.png`, animations: 'disabled' });
}

/** What a page needs before it is looked at, e.g. signing in; gets a fresh page. */
export type Prepare = (page: Page) => Promise<void>;

/** Opens a page in every size and scheme, and holds it to axe, to its own node and to no error. */
export async function everyLook(
  browser: Browser,
  base: string,
  name: string,
  prepare: Prepare,
  sizes: Size[] = ['phone', 'desktop'],
): Promise<void> {
  for (const size of sizes) {
    for (const scheme of SCHEMES) {
      const context = await opened(browser, size, scheme);
      const page = await context.newPage();
      const found = guard(page, base);
      await prepare(page);
      const look = `${name}-${size}-${scheme}`;
      await picture(page, look);
      expect(await faults(page), `axe, ${look}`).toEqual([]);
      expect(found, look).toEqual({ strangers: [], errors: [] });
      await context.close();
    }
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
