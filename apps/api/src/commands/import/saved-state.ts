import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import { ImportError } from './import-error.js';
import type { FileIdentity } from './input-file.js';
import type { Position } from './row.js';

const SavedState = z.object({
  version: z.literal(1),
  /** Of the input, the mapping, the server and the key: where any of them is another, nothing can be resumed. */
  import: z.string(),
  offset: z.int().min(0),
  line: z.int().min(0),
  accepted: z.int().min(0),
  rejected: z.int().min(0),
  rejected_bytes: z.int().min(0),
});

/** How far an import came: everything before `position` is acknowledged. */
export interface Progressed {
  readonly position: Position;
  readonly accepted: number;
  readonly rejected: number;
  /** Length of the file of rejected rows. */
  readonly rejectedBytes: number;
}

/** Names one import: a change of any part makes it another. The key only goes in as part of the hash. */
export function importIdentity(file: FileIdentity, settings: readonly unknown[], key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([file.size, file.head, settings, key]))
    .digest('hex');
}

/** A small file that says how far the import came; it lives as long as there is something to resume. */
export class StateFile {
  constructor(
    private readonly path: string,
    private readonly identity: string,
  ) {}

  /**
   * How far this import came before; `another` where the file speaks of another import, undefined where there is none.
   *
   * @throws ImportError where the file cannot be understood.
   */
  async load(): Promise<Progressed | 'another' | undefined> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new ImportError(`Cannot read ${this.path} (${(error as Error).message}). Add --restart to begin anew.`);
    }
    const state = SavedState.safeParse(parsed(text));
    if (!state.success) {
      throw new ImportError(`${this.path} is damaged or of another version. Add --restart to begin anew.`);
    }
    const { offset, line, accepted, rejected, rejected_bytes: rejectedBytes } = state.data;
    if (state.data.import !== this.identity) return 'another';
    return { position: { offset, line }, accepted, rejected, rejectedBytes };
  }

  /** Replaces the file in one step; a kill or power cut leaves the old or the new one. */
  async save({ position, accepted, rejected, rejectedBytes }: Progressed): Promise<void> {
    const state: z.infer<typeof SavedState> = {
      version: 1,
      import: this.identity,
      offset: position.offset,
      line: position.line,
      accepted,
      rejected,
      rejected_bytes: rejectedBytes,
    };
    const next = `${this.path}.next`;
    const file = await open(next, 'w', 0o600).catch((error: Error) => {
      throw new ImportError(`Cannot write ${next} (${error.message}). Name another place with --state.`);
    });
    try {
      await file.writeFile(`${JSON.stringify(state)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, this.path);
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
