import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Nothing is written or sent for so long that somebody could still need a file of this age. */
const LEFT_BEHIND_MS = 86_400_000;

/** Where files are made before they are brought anywhere. */
export class Spool {
  constructor(private readonly folder: string) {}

  /** Lets somebody make a file and use it; it is gone afterwards. @param work is given a path where nothing is yet */
  async use(runId: string, work: (path: string) => Promise<void>): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // Of its own for each attempt: one that is thought dead may still be writing.
    const path = join(this.folder, `${runId}.${randomBytes(4).toString('hex')}.part`);
    try {
      await work(path);
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Deletes what killed processes have left. */
  async sweep(): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names.filter((one) => one.endsWith('.part'))) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found && found.mtimeMs < Date.now() - LEFT_BEHIND_MS) await rm(path, { force: true });
    }
  }
}
