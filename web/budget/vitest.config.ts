// What the built front end weighs is looked at after it was built, apart from the unit tests.
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['budget/**/*.test.ts'], environment: 'node' } });
