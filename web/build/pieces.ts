// Fetches the later pieces of the faces with a few lines of the house in the place of Vite's helper,
// which weighs more than some pages and never asks again for styles that failed to come.
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Vite's module around every `import()` of a build, and what it is expected to export. */
const HELPER = /^\0vite\/preload-helper\.js$/;
const EXPORTED = '__vitePreload';

/** The plugin. */
export function pieces(): Plugin {
  let own = '';
  return {
    name: 'nusa-pieces',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      own = join(config.root, 'build/fetch-piece.ts');
    },
    load: {
      filter: { id: HELPER },
      handler: () => `export { fetchPiece as ${EXPORTED} } from ${JSON.stringify(own)};`,
    },
  };
}
