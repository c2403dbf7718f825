// The test of the browser suites: Playwright's, with a company that every test of a file shares.
// Whoever kills or cuts something puts it right again, or founds a company of its own.
import { test as playwright } from '@playwright/test';
import { Company } from './company.ts';

/** Whatever a test opened is closed with it: a board that nobody looks at any more goes on drawing. */
const base = playwright.extend<{ closing: undefined }>({
  closing: [
    async ({ browser }, use) => {
      await use(undefined);
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});

export const test = base.extend<object, { company: Company }>({
  company: [
    // Playwright reads what a fixture needs from this pattern; this one needs nothing.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const company = await Company.found();
      await use(company);
      await company.end();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

/**
 * The test of whoever leaves a company other than it was: each test has one of its own. `codes` are
 * the branches that it begins with.
 */
export const alone = base.extend<{ codes: string[]; company: Company }>({
  codes: [['JKT01'], { option: true }],
  company: async ({ codes }, use) => {
    const company = await Company.found(codes);
    await use(company);
    await company.end();
  },
});

export { expect } from '@playwright/test';
