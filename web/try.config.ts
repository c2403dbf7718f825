// Measures what people feel at a screen, for `make bench`. No part of the gate, because a figure
// says something of this machine too.
import { defineConfig } from '@playwright/test';
import browsers from './playwright.config.ts';

export default defineConfig({
  ...browsers,
  testMatch: 'figures-try.ts',
  workers: 1,
  timeout: 240_000,
});
