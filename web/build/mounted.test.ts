// The switch that is fixed in Svelte's runtime.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { neverHydrating } from './mounted';

it('finds the switch in the Svelte that is installed', () => {
  const at = 'node_modules/svelte/src/internal/client/dom/hydration.js';
  expect(neverHydrating(readFileSync(at, 'utf8'))).toContain('export const hydrating = false;');
});

it('says so when the switch is elsewhere', () => {
  expect(() => neverHydrating('let hydrating = false;')).toThrow('build/mounted.ts');
});
