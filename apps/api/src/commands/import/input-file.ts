import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { ImportError } from './import-error.js';

const CHUNK_BYTES = 256 * 1024;
const HEAD_BYTES = 64 * 1024;

/** What tells one input from another without reading it whole. */
export interface FileIdentity {
  readonly size: number;
  /** SHA-256 of the first 64 KiB, in hex. */
  readonly head: string;
}

/** The input, open for reading from any byte. */
export class InputFile {
  private constructor(
    private readonly handle: FileHandle,
    readonly identity: FileIdentity,
  ) {}

  /** @throws ImportError where the file cannot be read or is none. */
  static async open(path: string): Promise<InputFile> {
    // Without O_NONBLOCK a named pipe would wait for a writer before it could be refused.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
      throw new ImportError(`Cannot read ${path}: ${reasonOf(error)}.`);
    });
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new ImportError(`${path} is not a file: give a file, unpacked, to read from.`);
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      const head = buffer.subarray(0, bytesRead);
      if (head[0] === 0x1f && head[1] === 0x8b) throw new ImportError(`${path} is packed with gzip: unpack it first.`);
      return new InputFile(handle, { size: stat.size, head: createHash('sha256').update(head).digest('hex') });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The bytes from `offset` to the end that the file had when it was opened, in order. */
  async *chunksFrom(offset: number): AsyncGenerator<Buffer> {
    for (let at = offset; at < this.identity.size; ) {
      const length = Math.min(CHUNK_BYTES, this.identity.size - at);
      const { bytesRead, buffer } = await this.handle.read(Buffer.allocUnsafe(length), 0, length, at);
      if (bytesRead === 0)
        throw new ImportError('The file became shorter while it was read. Start again once it is whole.');
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'there is no such file';
  if (error.code === 'EACCES') return 'this user may not read it';
  return error.message;
}
