// npm test [-- jest arguments]: installs and builds what is missing, runs Jest, and ends with the counts in one line.
import './ready/node-version.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcomeOf } from './outcome.mjs';
import { prepare, ROOT } from './ready/prepare.mjs';

await prepare(['server', 'web', 'test']);
const folder = mkdtempSync(join(tmpdir(), 'grapevine-tests-'));
try {
  const report = join(folder, 'report.json');
  const exitCode = runJest(report, process.argv.slice(2));
  const outcome = outcomeOf(report, exitCode);
  console.log(outcome.lines.join('\n'));
  process.exitCode = outcome.exitCode;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function runJest(report, args) {
  const jest = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, '--maxWorkers=2', ...args];
  const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const env = { ...process.env, NODE_OPTIONS: options.filter(Boolean).join(' ') };
  // --json prints the whole report on stdout as well unless it goes to a file; what people read is on stderr.
  return spawnSync(process.execPath, jest, { cwd: ROOT, env, stdio: 'inherit' }).status ?? 1;
}
