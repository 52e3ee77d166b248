import { chmod, copyFile, lstat, mkdir, mkdtemp, readdir, readlink, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './error.js';
import type { PlatformPackage } from './platform-package.js';
import { type Account, runProgram } from './program.js';

/** PostgreSQL programs that the account can run. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  /** PostgreSQL's major version, such as "18": what PG_VERSION of a cluster must say. */
  readonly major: string;
}

/** Where root puts programs that the account cannot reach where npm put them (a clone below /root, say). */
const CACHE = '/var/cache/grapevine';

/**
 * Programs that the account can run: the package's own, or a copy of them in a public directory.
 * @param cache where a copy goes; made once for each version.
 */
export async function runnablePrograms(
  pkg: PlatformPackage,
  account: Account | null,
  cache = CACHE,
): Promise<Programs> {
  const problem = await problemOf(pkg.native, account);
  if (!problem) return programsIn(pkg.native, pkg.version);
  if (!account) throw unusable(pkg, problem);
  const copy = join(cache, `${pkg.name.replace(/.*\//, 'postgresql-')}-${pkg.version}`);
  if (!(await stat(copy).catch(() => null))) await copyPrograms(pkg.native, copy);
  const problemOfCopy = await problemOf(copy, account);
  if (problemOfCopy) throw unusable(pkg, `${problem}; and of its copy in ${copy}: ${problemOfCopy}`);
  return programsIn(copy, pkg.version);
}

function programsIn(native: string, version: string): Programs {
  const bin = join(native, 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major: version.split('.')[0] ?? '' };
}

function unusable(pkg: PlatformPackage, problem: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL (${pkg.name}) does not run here: ${problem}. It needs glibc and libstdc++ on Linux; ` +
      'where that is not possible, set DATABASE_URL.',
  );
}

/** Really runs it as the account: that covers directories, modes, missing libraries and another libc at once. */
async function problemOf(native: string, account: Account | null): Promise<string | null> {
  const script = 'test -r "$1/share/postgresql/postgres.bki" && "$1/bin/postgres" --version';
  try {
    const { code, output } = await runProgram('/bin/sh', ['-c', script, 'sh', native], { cwd: '/', account });
    return code === 0 ? null : output.trim() || `${native} cannot be read`;
  } catch (error) {
    return `cannot start a program as user ${account?.uid} (${(error as Error).message})`;
  }
}

async function copyPrograms(native: string, target: string): Promise<void> {
  try {
    // The mode apart: that of mkdir is cut by the umask.
    if (await mkdir(dirname(target), { recursive: true })) await chmod(dirname(target), 0o755);
    const fresh = await mkdtemp(`${target}.new-`);
    await copyTree(native, fresh);
    // Another process may have been quicker: its copy is as good.
    await rename(fresh, target).catch(() => rm(fresh, { recursive: true }));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The user that PostgreSQL runs as cannot read ${native}, and it cannot be copied to ${target} ` +
        `(${(error as Error).message}). Move Grapevine to a directory that all users can enter, or set DATABASE_URL.`,
    );
  }
}

/** Copies without static libraries, with modes that let everybody read and run whatever the umask is. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const name of await readdir(from)) {
    if (name.endsWith('.a')) continue;
    const [source, target] = [join(from, name), join(to, name)];
    const entry = await lstat(source);
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else {
      await copyFile(source, target);
      await chmod(target, entry.mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
