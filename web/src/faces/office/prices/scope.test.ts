// A scope as the node takes it.
import { expect, it } from 'vitest';
import { scopeBody } from './scope';

it('writes each kind of scope', () => {
  expect(scopeBody('company')).toBe('company');
  expect(scopeBody('region:3')).toEqual({ region: 3 });
  expect(scopeBody('branch:1')).toEqual({ branch: 1 });
});
