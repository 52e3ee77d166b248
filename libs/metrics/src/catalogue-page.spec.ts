import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cataloguePage, METRICS } from '@grapevine/metrics';
import { expect, it } from '@jest/globals';

it('docs/metrics.md says what the registry says: after a change, npm run docs:metrics', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/metrics.md'), 'utf8');
  expect(page).toBe(cataloguePage(METRICS));
});
