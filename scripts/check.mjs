// npm run check: types, lint, format, import edges, dead code, lock file. Runs every step, fails when any of them does.
import './ready/node-version.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, ROOT } from './ready/prepare.mjs';

const tool = (path) => join(ROOT, path);
const biome = tool('node_modules/@biomejs/biome/bin/biome');
const oxlint = tool('node_modules/oxlint/bin/oxlint');
const typescript = tool('node_modules/typescript7/bin/tsc');
const dependencyCruiser = tool('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const knip = tool('node_modules/knip/bin/knip.js');

/** Each step is one or more Node.js programs that all have to succeed on the folder that this is run in. */
const STEPS = [
  {
    name: 'types',
    commands: [
      [typescript, '--noEmit'],
      [typescript, '--noEmit', '-p', 'apps/web'],
    ],
  },
  {
    name: 'lint',
    commands: [
      [biome, 'lint', '--error-on-warnings'],
      [oxlint, '--type-aware', '--deny-warnings', 'apps', 'libs', 'test'],
    ],
  },
  { name: 'format', commands: [[biome, 'check', '--linter-enabled=false']] },
  { name: 'import edges', commands: [[dependencyCruiser, '--output-type', 'err-long', 'apps', 'libs', 'test']] },
  { name: 'dead code', commands: [[knip, '--no-progress']] },
  { name: 'lock file', commands: [[tool('scripts/repair-lock.mjs'), '--check']] },
];

await prepare([]);
const started = performance.now();
let failed = 0;
for (const { name, commands } of STEPS) {
  if (!(await passes(name, commands))) failed += 1;
}
console.log(
  `${failed === 0 ? 'All checks passed' : `${failed} of ${STEPS.length} checks failed`} in ${since(started)}`,
);
process.exitCode = failed === 0 ? 0 : 1;

async function passes(name, commands) {
  const from = performance.now();
  const results = await Promise.all(commands.map(run));
  const ok = results.every((result) => result.exitCode === 0);
  console.log(`${name.padEnd(14)} ${ok ? 'ok    ' : 'failed'} ${since(from)}`);
  for (const { exitCode, output } of results) {
    if (exitCode !== 0) console.log(output.replace(/^/gm, '    '));
  }
  return ok;
}

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    child.on('error', (error) => resolve({ exitCode: 1, output: error.message }));
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}

function since(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
