// Which icons stay in a face.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { namedOnly, sourcesOf } from './icons';

const SHEET = `export const icons = {
  alert:
    'M1 1h2',
  bag: 'M2 1h2',
  plus: 'M3 1h2',
} as const;
`;

it('keeps what is named, and nothing else', () => {
  const kept = namedOnly(SHEET, [`<Icon name={wrong ? 'alert' : "plus"} />`]);
  expect(kept).toBe(SHEET.replace(`  bag: 'M2 1h2',\n`, ''));
});

it('takes a word for an icon only when it is the whole word', () => {
  expect(namedOnly(SHEET, [`'a bag of rice'`])).not.toContain('M2 1');
});

it('reads the real sheet', () => {
  expect(namedOnly(readFileSync('src/ui/art/icons.ts', 'utf8'), [])).not.toMatch(/'[Mm]/);
});

it('follows a page to the parts that it loads later, and reads no sheet of icons', () => {
  const sources = sourcesOf('.', 'guest.html').join('\n');
  expect(sources).toContain('<Button icon="trash"');
  expect(sources).not.toContain('export const icons');
});
