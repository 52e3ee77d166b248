// npm run docs:metrics: writes docs/metrics.md from the registry of metrics. libs/metrics/src/catalogue-page.spec.ts says when it is due.
import './ready/node-version.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, ROOT } from './ready/prepare.mjs';

await prepare(['server']);
const { cataloguePage, METRICS } = await import(pathToFileURL(join(ROOT, 'dist/libs/metrics/src/index.js')).href);
writeFileSync(join(ROOT, 'docs/metrics.md'), cataloguePage(METRICS));
console.log('Wrote docs/metrics.md.');
