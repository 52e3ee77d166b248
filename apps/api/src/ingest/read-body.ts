import type { IncomingMessage } from 'node:http';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { INGEST_LIMITS } from '@grapevine/contracts';
import { ProblemError } from '../http/problem-error.js';
import { Turnstile } from './turnstile.js';

const LIMIT = INGEST_LIMITS.bodyBytes;
const tooLarge = () =>
  new ProblemError(413, 'body_too_large', 'The body is over 10 MiB after decompression. Send it in several requests.');

const DECOMPRESS = { gzip: createGunzip, br: createBrotliDecompress } as const;
type Encoding = keyof typeof DECOMPRESS;
const PIECE = 64 * 1024;

/** What nearly every body fits into after decompression. */
const ORDINARY = 512 * 1024;
/**
 * Larger ones come one at a time, all into the same memory: twenty that each unfold to the limit would otherwise hold 200 MiB,
 * or leave it to be collected. Made when it is first needed, and shared with the threads that read it. Bodies of brotli always do: a decoder alone may take 16 MiB.
 */
const large = new Turnstile(1);
let room: Buffer | undefined;

/**
 * Reads the body of a request, bounded before and after decompression, and has it used.
 *
 * @param use gets at most 10 MiB, which are its own until its promise resolves and not any longer
 * @throws ProblemError 413 too large, 415 an encoding that is not spoken here, 400 a body that does not unpack
 */
export async function withBody<T>(message: IncomingMessage, use: (body: Buffer) => Promise<T>): Promise<T> {
  const encoding = (message.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'br') {
    throw new ProblemError(415, 'unsupported_encoding', 'Content-Encoding must be gzip, br or none.', {
      headers: { 'accept-encoding': 'gzip, br' },
    });
  }
  if (Number(message.headers['content-length'] ?? 0) > LIMIT) throw tooLarge();
  const raw = await collect(message);
  if (encoding === 'identity') return use(raw);
  // How far a body unfolds can only be told by unfolding it: with little room first.
  const little = Math.min(ORDINARY, raw.length * 40 + 1024);
  const ordinary = encoding === 'gzip' ? await unpack(raw, encoding, Buffer.allocUnsafe(little)) : undefined;
  return ordinary ? use(ordinary) : large.pass(() => useLarge(raw, encoding, use));
}

async function collect(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed when it is too large: Node reads on and drops what comes, so that a client that sends everything before it
  // listens gets the answer and not a broken pipe.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function useLarge<T>(raw: Buffer, encoding: Encoding, use: (body: Buffer) => Promise<T>): Promise<T> {
  room ??= Buffer.from(new SharedArrayBuffer(LIMIT));
  const body = await unpack(raw, encoding, room);
  if (!body) throw tooLarge();
  return use(body);
}

/** @returns the part of `into` that was filled; undefined where it was too small */
async function unpack(raw: Buffer, encoding: Encoding, into: Buffer): Promise<Buffer | undefined> {
  const stream = DECOMPRESS[encoding]({ chunkSize: Math.min(PIECE, into.length) });
  stream.end(raw);
  let length = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      if (length + piece.length > into.length) return undefined;
      length += piece.copy(into, length);
    }
  } catch {
    throw new ProblemError(400, 'unreadable_body', `The body is not complete, valid ${encoding}. Send it again.`);
  }
  return into.subarray(0, length);
}
