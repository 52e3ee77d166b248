import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config-error.js';
import { makeDataDir } from './data-dir.js';

/**
 * The secret under which every identity is hashed: the configured one, else that of the file `DATA_DIR/secret` (mode 0600),
 * which the first start makes. Whoever loses it can no longer tell that a returning member is the same one: back it up.
 *
 * @throws ConfigError when the folder cannot be used, or the file holds something else than a secret.
 */
export async function loadSecret(dataDir: string, configured: string | undefined): Promise<string> {
  if (configured !== undefined) return configured;
  const path = join(dataDir, 'secret');
  await makeDataDir(dataDir);
  const secret = await readOrMake(path).catch((error: Error) => {
    throw new ConfigError([{ variable: 'DATA_DIR', message: `cannot be used: ${error.message}` }]);
  });
  if (secret.length >= 32) return secret;
  throw new ConfigError([
    { variable: 'DATA_DIR', message: `holds a file "secret" that is damaged (${path}): restore it from a backup` },
  ]);
}

async function readOrMake(path: string): Promise<string> {
  return (await makeSecret(path)) ?? (await readFile(path, 'utf8')).trim();
}

/**
 * Makes the file, whole and synced to disk before it has its name, so that a first start that is killed leaves none or a good one.
 *
 * @returns undefined if there is one already
 */
async function makeSecret(path: string): Promise<string | undefined> {
  const secret = randomBytes(32).toString('hex');
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${secret}\n`);
    await file.sync();
    await link(draft, path);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}
