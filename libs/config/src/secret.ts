import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config-error.js';

/**
 * The secret under which every identity is hashed: the configured one, else that of the file `DATA_DIR/secret` (mode 0600),
 * which the first start makes. Whoever loses it can no longer tell that a returning member is the same one: back it up.
 *
 * @throws ConfigError when the file holds something else than a secret.
 */
export async function loadSecret(dataDir: string, configured: string | undefined): Promise<string> {
  if (configured !== undefined) return configured;
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'secret');
  const made = await makeSecret(path);
  if (made !== undefined) return made;
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length >= 32) return secret;
  throw new ConfigError([
    { variable: 'DATA_DIR', message: `holds a file "secret" that is damaged (${path}): restore it from a backup` },
  ]);
}

/** Creates the file, synced to disk before its content is used; undefined if it exists already. */
async function makeSecret(path: string): Promise<string | undefined> {
  const secret = randomBytes(32).toString('hex');
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${secret}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}
