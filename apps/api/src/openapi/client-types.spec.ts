import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { CLIENT_TYPES, clientTypes } from '../../../../test/support/client-types.js';

it('the types of the client are those of the document: after a change, npm run client', async () => {
  const written = readFileSync(join(import.meta.dirname, '../../../..', CLIENT_TYPES), 'utf8');
  expect(written).toBe(await clientTypes());
});
