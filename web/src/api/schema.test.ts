// The generated types are those of the API's description beside them; `npm run api` makes them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, test } from 'vitest';

const HERE = import.meta.dirname;

test('the types of the API are fresh', async () => {
  const document = readFileSync(join(HERE, 'openapi.json'), 'utf8');
  const fresh = COMMENT_HEADER + astToString(await openapiTS(document));
  const kept = readFileSync(join(HERE, 'schema.d.ts'), 'utf8');
  expect(kept === fresh, 'type `make api`').toBe(true);
});
