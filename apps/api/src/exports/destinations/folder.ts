import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { manifestText } from '@grapevine/exports';
import { type Delivery, type Destination, DestinationError } from './destination.js';

/**
 * A folder of the server. A data file is delivered while its manifest lies beside it; the manifest comes last and, before other bytes
 * take the place of a file, goes first. Both have their names only once they are whole and synced.
 */
export class FolderDestination implements Destination {
  /**
   * @param root the only place where exports may write
   * @param folders one below the other, below the root; made where they are missing
   */
  constructor(
    private readonly root: string,
    private readonly folders: readonly string[],
  ) {}

  async deliver(delivery: Delivery, signal: AbortSignal): Promise<{ where: string }> {
    try {
      const folder = await this.open();
      await sweep(folder, delivery.fileName);
      signal.throwIfAborted();
      await place(folder, delivery, signal);
      return { where: join(folder, delivery.fileName) };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof DestinationError ? error : faultOf(error as NodeJS.ErrnoException);
    }
  }

  /** Folder by folder, so that no link leads out of the root before it was looked at. */
  private async open(): Promise<string> {
    await mkdir(this.root, { recursive: true, mode: 0o750 });
    const root = await realpath(this.root);
    let folder = root;
    for (const name of this.folders) {
      const next = join(folder, name);
      await mkdir(next, { mode: 0o750 }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
      folder = await realpath(next);
      const way = relative(root, folder);
      if (way === '..' || way.startsWith(`..${sep}`)) {
        throw new DestinationError(`The folder ${this.folders.join('/')} leads out of the root for exports.`, false);
      }
    }
    return folder;
  }
}

async function place(folder: string, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { dataPath, fileName, manifest } = delivery;
  const [data, beside] = [join(folder, fileName), join(folder, delivery.manifestName)];
  const draft = (): string => join(folder, draftName(fileName));
  if ((await sha256Of(data)) !== manifest.sha256) {
    const copy = draft();
    await copyFile(dataPath, copy, constants.COPYFILE_FICLONE);
    await sync(copy);
    signal.throwIfAborted();
    await rm(beside, { force: true });
    await sync(folder);
    await rename(copy, data);
  }
  const text = draft();
  await writeFile(text, manifestText(manifest), { mode: 0o640, flush: true });
  await sync(folder);
  await rename(text, beside);
  await sync(folder);
}

/** Hidden, and of a name that no file of an export has. */
const draftName = (fileName: string): string => `.${fileName}.${randomBytes(4).toString('hex')}.part`;

/** Deletes drafts of this file that killed runs have left: only one run of an export is under way at a time. */
async function sweep(folder: string, fileName: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(`.${fileName}.`) && name.endsWith('.part')) await rm(join(folder, name), { force: true });
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @returns undefined where there is no such file */
async function sha256Of(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const WORDS: Readonly<Record<string, { readonly message: string; readonly retry: boolean }>> = {
  ENOSPC: { message: 'The disk of the folder is full.', retry: true },
  EDQUOT: { message: 'The quota of the folder is used up.', retry: true },
  EACCES: {
    message: 'The server may not write to the folder: give the user that it runs as the right to.',
    retry: false,
  },
  EPERM: {
    message: 'The server may not write to the folder: give the user that it runs as the right to.',
    retry: false,
  },
  EROFS: { message: 'The folder is on a disk that cannot be written to.', retry: false },
  ENOTDIR: { message: 'One of the folders is a file.', retry: false },
};

function faultOf({ code = '', message }: NodeJS.ErrnoException): DestinationError {
  const known = WORDS[code];
  return new DestinationError(known?.message ?? `The folder cannot be written to: ${message}.`, known?.retry ?? true);
}
