// Leaves in a face only the icons that its sources name: all of them together weigh more than a
// page of a face. Knows no icon and no face.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const SHEET = '/src/ui/art/icons.ts';
const ENTRY = /<script[^>]+src="\/([^"]+)"/g;
const IMPORT = /(?:from|import\(?)\s*'(\.[^']+)'/g;
const ICON = /^ {2}(\w+):\s*'[Mm][^']*',\n/gm;
const WORD = /['"](\w+)['"]/g;
const ENDINGS = ['', '.ts', '.svelte'];

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);
}

/** The sources that a page reaches, at once or later. */
export function sourcesOf(root: string, page: string): string[] {
  const seen = new Map<string, string>();
  const visit = (path: string): void => {
    const file = ENDINGS.map((ending) => path + ending).find(
      (known) => /\.\w+$/.test(known) && existsSync(known),
    );
    if (file === undefined || seen.has(file) || !/\.(ts|svelte)$/.test(file)) return;
    const text = readFileSync(file, 'utf8');
    seen.set(file, file.endsWith(SHEET) ? '' : text);
    all(text, IMPORT).forEach((to) => visit(resolve(dirname(file), to)));
  };
  all(readFileSync(join(root, page), 'utf8'), ENTRY).forEach((entry) => visit(join(root, entry)));
  return [...seen.values()];
}

/** The sheet of icons without those that no source names. An icon is always named as a whole word. */
export function namedOnly(sheet: string, sources: readonly string[]): string {
  const named = new Set(sources.flatMap((text) => all(text, WORD)));
  return sheet.replace(ICON, (entry, name: string) => (named.has(name) ? entry : ''));
}

/** The plugin, for the face of this page. */
export function icons(page: string): Plugin {
  let root = '';
  return {
    name: 'nusa-icons',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      root = config.root;
    },
    transform: {
      filter: { id: /\/src\/ui\/art\/icons\.ts$/ },
      handler: (sheet) => namedOnly(sheet, sourcesOf(root, page)),
    },
  };
}
