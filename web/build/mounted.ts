// Tells Svelte's runtime that no server has drawn these pages before it, so that the half of it
// that takes over a drawn page is left out of the faces.
import type { Plugin } from 'vite';

const SWITCH = 'export let hydrating = false;';
const TURNED = '\thydrating = value;\n';

/** The module of the runtime with its switch fixed to "off". */
export function neverHydrating(source: string): string {
  if (!source.includes(SWITCH) || !source.includes(TURNED)) {
    throw new Error(
      'this Svelte keeps its hydration switch elsewhere: build/mounted.ts must follow',
    );
  }
  return source.replace(SWITCH, SWITCH.replace('let', 'const')).replace(TURNED, '');
}

/** The plugin. */
export function mounted(): Plugin {
  return {
    name: 'nusa-mounted',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/svelte\/src\/internal\/client\/dom\/hydration\.js$/ },
      handler: neverHydrating,
    },
  };
}
