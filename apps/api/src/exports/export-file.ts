import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import type { ExportCompression, ExportFormat } from '@grapevine/contracts';
import { type Batch, ENCODERS, evenBatches } from '@grapevine/exports';
import type { ExportTable } from './export-table.js';
import type { RunWatch } from './run-watch.js';

/** Bytes that are given on at once. Of one size, so that what a compressor makes of them follows from them alone. */
const PIECE_BYTES = 65_536;
/** Rows of a row group. */
const GROUP_ROWS = 16_384;

export interface WrittenFile {
  readonly rows: number;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** How a file is to be written. */
interface Form {
  readonly format: ExportFormat;
  readonly compression: ExportCompression;
}

/** Newer versions of Node.js have it. */
const { createZstdCompress } = zlib as { createZstdCompress?: () => Transform };

export const hasZstd = createZstdCompress !== undefined;

/**
 * Writes a table to a new file and syncs it, holding no more of it than a batch.
 *
 * @param watch told how many rows were written until then
 */
export async function writeExportFile(
  path: string,
  table: ExportTable,
  { format, compression }: Form,
  watch: Pick<RunWatch, 'signal' | 'rows'>,
): Promise<WrittenFile> {
  watch.rows = 0;
  const batches = counted(table.batches, watch);
  const encoded = ENCODERS[format](table.head, format === 'parquet' ? evenBatches(batches, GROUP_ROWS) : batches);
  const meter = new Meter();
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline([Readable.from(inPieces(encoded)), ...compressorOf(compression), meter, file], {
    signal: watch.signal,
  });
  return { rows: watch.rows, bytes: meter.bytes, sha256: meter.hash.digest('hex') };
}

async function* counted(batches: AsyncIterable<Batch>, count: { rows: number }): AsyncGenerator<Batch> {
  for await (const batch of batches) {
    count.rows += batch.size;
    yield batch;
  }
}

async function* inPieces(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(Buffer.from(chunk as string));
    size += held.at(-1)?.length ?? 0;
    if (size < PIECE_BYTES) continue;
    const whole = Buffer.concat(held);
    const end = size - (size % PIECE_BYTES);
    for (let at = 0; at < end; at += PIECE_BYTES) yield whole.subarray(at, at + PIECE_BYTES);
    held = [whole.subarray(end)];
    size -= end;
  }
  if (size > 0) yield Buffer.concat(held);
}

function compressorOf(compression: ExportCompression): Transform[] {
  if (compression === 'gzip') return [zlib.createGzip()];
  if (compression === 'none') return [];
  if (!createZstdCompress) throw new Error('This Node.js has no zstd.');
  return [createZstdCompress()];
}

/** Lets bytes through, and knows afterwards what they were. */
class Meter extends Transform {
  bytes = 0;
  readonly hash = createHash('sha256');

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    done(null, chunk);
  }
}
