// The first load of each face stays within its budget: what the page itself names, scripts and
// styles, gzipped as the node sends them. What is loaded later does not count.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '..', 'dist');
const KB = 1000;

const BUDGETS: [page: string, most: number][] = [
  ['cashier.html', 60 * KB],
  ['office.html', 80 * KB],
  ['start.html', 40 * KB],
];

/** Scripts and styles that the page asks for before anything is shown. */
function named(page: string): string[] {
  const html = readFileSync(join(DIST, page), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)];
  return files.map(([, file]) => file ?? '');
}

function packed(file: string): number {
  const twin = join(DIST, `${file}.gz`);
  return existsSync(twin)
    ? readFileSync(twin).length
    : gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;
}

test.each(BUDGETS)('%s loads at most %i bytes of scripts and styles first', (page, most) => {
  const files = named(page);
  expect(files.length).toBeGreaterThan(1);
  const bytes = files.reduce((sum, file) => sum + packed(file), 0);
  process.stdout.write(`${page}: ${(bytes / KB).toFixed(1)} of ${most / KB} KB\n`);
  expect(bytes).toBeLessThanOrEqual(most);
});
