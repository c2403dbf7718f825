// How the faces are built, served while developing, and tested. The node serves what comes out
// in dist/; nothing in it asks another origin for anything.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { early } from './build/early.ts';
import { icons } from './build/icons.ts';
import { mounted } from './build/mounted.ts';
import { pieces } from './build/pieces.ts';
import { pretty } from './build/pretty.ts';
import { twins } from './build/twins.ts';
import { worker } from './build/worker.ts';

/** The node that `npm run dev` talks to. */
const NODE = process.env['NUSA_NODE'] ?? 'http://127.0.0.1:7300';
const toNode = { target: NODE, ws: true };

/**
 * Each face is built by itself: a device opens one of them, and what two faces share would come to
 * it in small files that it needs only in part. `npm run build` builds them one after the other.
 */
const face = process.env['FACE'] ?? 'cashier';
const isFirst = face === 'cashier';

export default defineConfig({
  base: '/',
  plugins: [
    svelte(),
    icons(`${face}.html`),
    mounted(),
    pieces(),
    pretty(),
    isFirst ? worker() : [],
    face === 'guest' ? early('src/faces/guest/early.ts') : [],
    twins(),
  ],
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  server: { proxy: { '/api': toNode, '/healthz': toNode } },
  build: {
    manifest: isFirst,
    emptyOutDir: isFirst,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: [`${face}.html`] },
  },
  // The budgets are weighed after a build, the rest needs none.
  test: {
    include: process.env['BUDGET'] ? ['build/budget.weigh.ts'] : ['{src,build}/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
