import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { INGEST_LIMITS } from '@grapevine/contracts';
import { ProblemError } from '../http/problem-error.js';
import { Turnstile } from './turnstile.js';

const LIMIT = INGEST_LIMITS.bodyBytes;
const tooLarge = () =>
  new ProblemError(413, 'body_too_large', 'The body is over 10 MiB after decompression. Send it in several requests.', {
    // What is still on its way is not read: the connection cannot be used again.
    headers: { connection: 'close' },
  });

const DECOMPRESS = { gzip: promisify(gunzip), br: promisify(brotliDecompress) } as const;

/** A few at a time: twenty bodies that each unfold to the limit would otherwise hold 200 MiB at once. */
const decompressing = new Turnstile(2);

/**
 * Reads the body of a request, bounded before and after decompression.
 *
 * @returns at most 10 MiB
 * @throws ProblemError 413 too large, 415 an encoding that is not spoken here, 400 a body that does not unpack
 */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const encoding = (message.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'br') {
    throw new ProblemError(415, 'unsupported_encoding', 'Content-Encoding must be gzip, br or none.', {
      headers: { 'accept-encoding': 'gzip, br', connection: 'close' },
    });
  }
  if (Number(message.headers['content-length'] ?? 0) > LIMIT) throw tooLarge();
  const raw = await collect(message);
  return encoding === 'identity' ? raw : decompressing.pass(() => decompress(raw, encoding));
}

async function collect(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function decompress(raw: Buffer, encoding: 'gzip' | 'br'): Promise<Buffer> {
  try {
    return await DECOMPRESS[encoding](raw, { maxOutputLength: LIMIT, chunkSize: 64 * 1024 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new ProblemError(400, 'unreadable_body', `The body is not complete, valid ${encoding}. Send it again.`);
  }
}
