// Initials of names as people write them.
import { expect, test } from 'vitest';
import { initials } from './initials';

test.each([
  ['Sari Wijaya', 'SW'],
  ['  dewi ', 'DE'],
  ['Ni Luh Ayu', 'NA'],
  ['', ''],
])('%j', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
