import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './error.js';
import { type Account, runProgram } from './program.js';

/**
 * What to pass as -D so that the account can open a data directory, given that the program starts in that directory.
 * Where a directory above it is closed to the account (DATA_DIR below /root is one) Linux can still name it through the
 * process itself: children inherit the working directory, and PostgreSQL never leaves it.
 */
export async function dataDirArgument(dir: string, account: Account | null): Promise<string> {
  if (!account || (await canEnter(dir, account))) return dir;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new EmbeddedPostgresError(
    `The user that PostgreSQL runs as cannot enter ${await firstClosed(dir, account)}. ` +
      'Allow it ("chmod o+x"), choose another DATA_DIR, or start Grapevine as an ordinary user.',
  );
}

async function canEnter(dir: string, account: Account): Promise<boolean> {
  return (await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dir], { cwd: '/', account })).code === 0;
}

async function firstClosed(dir: string, account: Account): Promise<string> {
  const parent = dirname(dir);
  return parent === dir || (await canEnter(parent, account)) ? dir : firstClosed(parent, account);
}
