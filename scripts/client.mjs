// npm run client: writes the types of the web app's client from the document of the API. client-types.spec.ts says when it is due.
import './ready/node-version.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, ROOT } from './ready/prepare.mjs';

await prepare(['server', 'test']);
const { CLIENT_TYPES, clientTypes } = await import(pathToFileURL(join(ROOT, 'dist/test/support/client-types.js')).href);
writeFileSync(join(ROOT, CLIENT_TYPES), await clientTypes());
console.log(`Wrote ${CLIENT_TYPES}.`);
