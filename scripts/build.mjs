// npm run build: everything that is stale, the programs that tests start included.
import './ready/node-version.mjs';
import { prepare } from './ready/prepare.mjs';

await prepare(['server', 'web', 'test']);
