import { randomBytes } from 'node:crypto';
import { appendFile, chmod, mkdir, mkdtemp, open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo } from './account.js';
import type { EngineLogger } from './engine.js';
import { EmbeddedPostgresError } from './error.js';
import { type Layout, layoutOf } from './layout.js';
import { type Account, runProgram } from './program.js';
import type { Programs } from './programs.js';
import { dataDirArgument } from './reach.js';
import { replaceFile } from './replace-file.js';
import { SETTINGS_FILE } from './settings.js';

/** The superuser of the cluster and owner of the product's database. */
export const ROLE = 'grapevine';

const UNFINISHED = '.postgres-init-';

/**
 * Makes the cluster if there is none, else checks that it is of the major version that the programs can read.
 * It is made aside and renamed into place, so a start that is killed leaves nothing half made, and of two first starts one wins.
 */
export async function ensureCluster(
  layout: Layout,
  account: Account | null,
  programs: Programs,
  logger: EngineLogger,
): Promise<void> {
  let version = await clusterVersion(layout);
  if (version === null) {
    logger.info({ dataDir: layout.dataDir }, 'creating the PostgreSQL cluster');
    const problem = await createCluster(layout, account, programs).then(
      () => null,
      (error: Error) => error,
    );
    version = await clusterVersion(layout);
    if (version === null) {
      throw (
        problem ?? new EmbeddedPostgresError(`${layout.home} exists but holds no cluster: move it away or restore it.`)
      );
    }
  }
  if (version !== programs.major) {
    throw new EmbeddedPostgresError(
      `${layout.cluster} was made by PostgreSQL ${version}, but this Grapevine brings PostgreSQL ${programs.major}. ` +
        `Start the Grapevine that made it and export with pg_dump, or choose an empty DATA_DIR.`,
    );
  }
}

/** Removes what killed first starts left. Only for the process that holds the lock of the data directory. */
export async function removeUnfinishedClusters(layout: Layout): Promise<void> {
  for (const name of await readdir(layout.dataDir)) {
    if (name.startsWith(UNFINISHED)) await removeTree(join(layout.dataDir, name));
  }
}

async function clusterVersion(layout: Layout): Promise<string | null> {
  try {
    return (await readFile(join(layout.cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new EmbeddedPostgresError(
      `Cannot read ${layout.cluster} (${(error as Error).message}). Start Grapevine as the user who made it, or as root.`,
    );
  }
}

async function createCluster(layout: Layout, account: Account | null, programs: Programs): Promise<void> {
  const fresh = layoutOf(layout.dataDir, await mkdtemp(join(layout.dataDir, UNFINISHED)));
  try {
    await chmod(fresh.home, 0o755);
    await mkdir(fresh.cluster, { mode: 0o700 });
    await giveTo(fresh.cluster, account);
    const password = randomBytes(24).toString('base64url');
    await replaceFile(fresh.passwordFile, `${password}\n`, 0o600, null);
    await runInitdb(fresh, account, programs, password);
    await appendFile(join(fresh.cluster, 'postgresql.conf'), `include '${SETTINGS_FILE}'\n`);
    await syncDirectory(fresh.home);
    await rename(fresh.home, layout.home);
    await syncDirectory(layout.dataDir);
  } finally {
    await removeTree(fresh.home);
  }
}

async function runInitdb(fresh: Layout, account: Account | null, programs: Programs, password: string): Promise<void> {
  // biome-ignore format: options with their values
  const args = [
    '-D', await dataDirArgument(fresh.cluster, account),
    '--username', ROLE, '--auth', 'scram-sha-256', '--pwfile', '/dev/fd/3', '--no-instructions',
    // PostgreSQL's own collation: the same on every system, and no upgrade of a C library can break an index.
    '--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8',
  ];
  const fd3 = await openPassword(fresh, account, password);
  try {
    const { code, output } = await runProgram(programs.initdb, args, { cwd: fresh.cluster, account, fd3: fd3.fd });
    if (code === 0) return;
    const reason = output
      .split('\n')
      .filter((line) => /error:|FATAL|PANIC|detail|hint/i.test(line))
      .join(' ')
      .trim();
    throw new EmbeddedPostgresError(
      `PostgreSQL's initdb failed in ${fresh.dataDir}: ${reason || output.trim()}. Put that right, or set DATABASE_URL.`,
    );
  } finally {
    await fd3.close();
  }
}

/** The password in a nameless file of the account's: initdb reads it by its descriptor, whatever directories are closed to it. */
async function openPassword(fresh: Layout, account: Account | null, password: string) {
  const path = `${fresh.passwordFile}.initdb`;
  const file = await open(path, 'wx+', 0o600);
  await giveTo(path, account);
  await unlink(path);
  await file.write(`${password}\n`, 0);
  return file;
}

/** With retries: of two first starts both remove what the slower one made, and its initdb may still be writing there. */
async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5 });
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
