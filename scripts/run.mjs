// node scripts/run.mjs <command> [arguments]: runs a compiled command of apps/api/src/commands, or bench:<name> of test/bench.
import './ready/node-version.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './ready/launch.mjs';
import { prepare, ROOT } from './ready/prepare.mjs';

const [command = '', ...args] = process.argv.slice(2);
const bench = command.startsWith('bench:');
const source = bench ? `test/bench/${command.slice('bench:'.length)}` : `apps/api/src/commands/${command}`;

if (!/^[a-z-]+(:[a-z-]+)?$/.test(command) || !existsSync(join(ROOT, `${source}.ts`))) {
  console.error(`There is no command "${command}": npm run lists those that there are.`);
  process.exit(2);
}
await prepare(bench ? ['server', 'web', 'test'] : ['server']);
launch(`dist/${source}.js`, args);
