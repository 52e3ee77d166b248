import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyedHash } from './keyed-hash.js';

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);

describe('KeyedHash', () => {
  // RFC 4231, test cases 1, 2, 6 (a key longer than a block) and 7.
  it.each([
    ['0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b'],
    [Buffer.from('Jefe').toString('hex'), 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c7'],
    ['aa'.repeat(131), 'Test Using Larger Than Block-Size Key - Hash Key First', '60e431591ee0b67f0d8a26aacbf5b77f'],
    [
      'aa'.repeat(131),
      'This is a test using a larger than block-size key and a larger than block-size data. ' +
        'The key needs to be hashed before being used by the HMAC algorithm.',
      '9b09ffa71b942fcb27635fbcd5b0e944',
    ],
  ])('gives the answers of RFC 4231 (key %#)', (key, text, expected) => {
    expect(new KeyedHash(Buffer.from(key, 'hex')).of(text)).toBe(expected);
  });

  it("is node's HMAC-SHA-256, whatever the text, and whatever was hashed before", () => {
    const key = Buffer.from('one hash for all texts: what it keeps from one call to the next must not show');
    const hash = new KeyedHash(key);
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 2_000 }),
      fc.nat(40_000).map((length) => '\u{1f600}é\0'.repeat(length / 4)),
    );
    fc.assert(
      fc.property(text, (given) => expect(hash.of(given)).toBe(hmac(key, given))),
      { numRuns: 500 },
    );
  });

  it('is it for keys of any length', () => {
    const given = [fc.uint8Array({ maxLength: 200 }), fc.string()] as const;
    fc.assert(
      fc.property(...given, (key, text) => {
        expect(new KeyedHash(Buffer.from(key)).of(text)).toBe(hmac(Buffer.from(key), text));
      }),
      { numRuns: 200 },
    );
  });

  it('has a key of its own for each purpose and each secret', () => {
    const secrets = ['a'.repeat(64), 'b'.repeat(64)];
    const hashes = secrets.flatMap((secret) =>
      ['member', 'message', 'recipient'].map((purpose) => KeyedHash.derive(secret, purpose).of('+4917012345')),
    );
    expect(new Set(hashes).size).toBe(6);
    const key = createHmac('sha256', secrets[0] as string)
      .update('grapevine:member')
      .digest();
    expect(hashes[0]).toBe(hmac(key, '+4917012345'));
  });
});
