import { createHmac, hash } from 'node:crypto';

/** SHA-256 works on blocks of 64 bytes; HMAC (RFC 2104) pads its key to one block and mixes it in twice. */
const BLOCK = 64;
const DIGEST = 32;

/**
 * HMAC-SHA-256 under one key, cut to 128 bits, as 32 hexadecimal digits.
 *
 * The same function as node:crypto's createHmac (a test holds them equal), from two one-shot hashes over prepared
 * buffers: a third of the time, where five hashes an event are the largest cost of ingest.
 */
export class KeyedHash {
  private readonly outer: Buffer;
  private inner: Buffer;

  constructor(key: Buffer) {
    const block = Buffer.alloc(BLOCK);
    (key.length > BLOCK ? hash('sha256', key, 'buffer') : key).copy(block);
    this.inner = Buffer.alloc(BLOCK + 1024);
    this.outer = Buffer.alloc(BLOCK + DIGEST);
    for (let i = 0; i < BLOCK; i++) {
      this.inner[i] = (block[i] as number) ^ 0x36;
      this.outer[i] = (block[i] as number) ^ 0x5c;
    }
  }

  /** A key of its own for each purpose: equal texts of different kinds get unrelated hashes. */
  static derive(secret: string, purpose: string): KeyedHash {
    return new KeyedHash(createHmac('sha256', secret).update(`grapevine:${purpose}`).digest());
  }

  /** @returns 32 hexadecimal digits */
  of(text: string): string {
    const needed = BLOCK + text.length * 3;
    if (needed > this.inner.length) this.inner = Buffer.concat([this.inner.subarray(0, BLOCK)], needed);
    const length = this.inner.write(text, BLOCK, 'utf8');
    // Through text: a digest as a Buffer takes three times as long to come out of the native side.
    this.outer.write(hash('sha256', this.inner.subarray(0, BLOCK + length), 'hex'), BLOCK, 'hex');
    return hash('sha256', this.outer, 'hex').slice(0, 32);
  }
}
