import { randomBytes } from 'node:crypto';
import { chmod, open, rename } from 'node:fs/promises';
import { giveTo } from './account.js';
import type { Account } from './program.js';

/** Writes a whole file or nothing: synced beside it, then renamed over it. Works where another user owns the old file. */
export async function replaceFile(path: string, text: string, mode: number, account: Account | null): Promise<void> {
  const fresh = `${path}.${randomBytes(4).toString('hex')}`;
  const file = await open(fresh, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  // The umask may have taken bits away that the account needs.
  await chmod(fresh, mode);
  await giveTo(fresh, account);
  await rename(fresh, path);
}
