// Asks axe about a page as it stands, in the page itself and as often as wanted: what it needs is
// put there once, so that many looks at one page cost little more than one.
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** Rules of axe that hold: WCAG 2.2 AA and good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds; empty is good. The page has no frames of others, so one document is all. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const asked = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await asked.run(document, {
      runOnly: rules,
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    );
  }, RULES);
}
