import type { IncomingMessage } from 'node:http';
import type { PipeTransform } from '@nestjs/common';
import { ProblemError } from './problem-error.js';

const KIB = 1024;

/**
 * Reads a body that is JSON.
 *
 * @param most bytes that it may have
 * @returns undefined for an empty one
 * @throws ProblemError 415 another type of content, 413 too large, 400 not JSON
 */
export async function readJson(message: IncomingMessage, most: number): Promise<unknown> {
  const type = message.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new ProblemError(
      415,
      'unsupported_media_type',
      'Send the body as application/json, and say so in Content-Type.',
    );
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new ProblemError(413, 'body_too_large', `The body is larger than ${most / KIB} KiB.`);
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ProblemError(400, 'unreadable_body', 'The body is not JSON.');
  }
}

/** For `@Body()` of a route whose body may be large: reads it after the guards, who have seen by then whose it is. */
export class LargeJson implements PipeTransform<IncomingMessage | undefined, Promise<unknown>> {
  /** @param most bytes that it may have */
  constructor(private readonly most: number) {}

  async transform(unread: IncomingMessage | undefined): Promise<unknown> {
    return unread && readJson(unread, this.most);
  }
}
