import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { manifestText } from '@grapevine/exports';
import type { Delivery } from './destination.js';

/** The manifest and the data file as multipart/form-data (RFC 7578), in bounded memory. */
export class WebhookBody {
  readonly type: string;
  /** Of the whole body. */
  readonly bytes: number;
  private readonly head: Buffer;
  private readonly tail: Buffer;

  constructor(private readonly delivery: Delivery) {
    const { idempotencyKey, manifest, manifestName, fileName } = delivery;
    // Follows from a hash of the data: no data can be made to have it within.
    const boundary = `grapevine-${idempotencyKey.slice(0, 48)}`;
    const part = (name: string, file: string, type: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\nContent-Type: ${type}\r\n\r\n`;
    this.type = `multipart/form-data; boundary=${boundary}`;
    this.head = Buffer.from(
      `${part('manifest', manifestName, 'application/json')}${manifestText(manifest)}\r\n` +
        part('data', fileName, 'application/octet-stream'),
    );
    this.tail = Buffer.from(`\r\n--${boundary}--\r\n`);
    this.bytes = this.head.length + manifest.bytes + this.tail.length;
  }

  /** @returns 64 hexadecimal digits */
  async sha256(signal: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    await pipeline(this.stream(), hash, { signal });
    return hash.digest('hex');
  }

  /** From the beginning, as often as it is asked for. */
  async *stream(): AsyncGenerator<Buffer> {
    yield this.head;
    yield* createReadStream(this.delivery.dataPath) as AsyncIterable<Buffer>;
    yield this.tail;
  }
}
