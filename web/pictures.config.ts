// Takes the pictures of the README and the guide, from a fresh demo: `make pictures`. No part of
// the gate, because a picture shows the day on which it was taken.
import { defineConfig } from '@playwright/test';
import browsers from './playwright.config.ts';

export default defineConfig({
  ...browsers,
  testMatch: ['pictures.ts', 'guide.ts'],
  workers: 1,
  timeout: 180_000,
});
