import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from './config-error.js';

/**
 * Makes the folder of the embedded engines, and those around it. One by one: below `/proc`, where none can be made, Node's own way of
 * making several tries for ever.
 *
 * @throws ConfigError that says why there can be no such folder
 */
export async function makeDataDir(path: string): Promise<void> {
  try {
    const missing: string[] = [];
    let folder = path;
    for (; !(await isFolder(folder)); folder = dirname(folder)) missing.unshift(folder);
    for (const one of missing) await makeFolder(one);
  } catch (error) {
    const message = `cannot be made (${(error as Error).message}): name a folder on a disk that this user may write to`;
    throw new ConfigError([{ variable: 'DATA_DIR', message }]);
  }
}

/** @returns false where there is nothing @throws Error where there is something else, or where nobody may look */
async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
  throw new Error(`${path} is a file`);
}

/** Another process may make it at the same time. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
}

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;
