import { chmod, type FileHandle, open, rm, truncate } from 'node:fs/promises';
import type { RowProblem } from './row.js';

/** A row that did not become an event, with the row itself: the file stays on the user's own disk, next to where it came from. */
export type RejectedRow = RowProblem & {
  readonly line: number;
  readonly id?: string | undefined;
  readonly row: unknown;
};

/** NDJSON of the rows that were refused; made when there is a first one, readable by its owner only. */
export class RejectedFile {
  private handle: FileHandle | undefined;

  private constructor(
    readonly path: string,
    private bytes: number,
  ) {}

  /** Opens the file as it was when `bytes` had been written: what a killed run wrote after its last save comes again. */
  static async open(path: string, bytes: number): Promise<RejectedFile> {
    if (bytes === 0) await rm(path, { force: true });
    else await truncate(path, bytes);
    return new RejectedFile(path, bytes);
  }

  get size(): number {
    return this.bytes;
  }

  async append(rows: readonly RejectedRow[]): Promise<void> {
    if (rows.length === 0) return;
    if (!this.handle) {
      this.handle = await open(this.path, 'a', 0o600);
      await chmod(this.path, 0o600);
    }
    const text = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await this.handle.appendFile(text);
    this.bytes += text.length;
  }

  async close(): Promise<void> {
    await this.handle?.close();
    this.handle = undefined;
  }
}
