import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';

const MIB = 1024 * 1024;
type Packed = readonly [Buffer, 'gzip' | 'br'];

const gzip = (text: string | Buffer): Packed => [gzipSync(text), 'gzip'];
/** With the largest window: the one that takes most memory to unpack. */
const brotli = (bytes: Buffer): Packed => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return [brotliCompressSync(bytes, { params }), 'br'];
};
const fill = (bytes: number, text: string) => text.repeat(Math.floor(bytes / text.length));

/**
 * Bodies of a few KiB that unfold, as bytes or as JSON. What a flood of zeros may cost is in bad-input.spec.ts; here the content
 * is the bomb. The bound is of the whole run, over what the process had before the first of them: its heap may grow once to the
 * size that it works with, and the allocator keep a window of brotli for some threads, but neither grows with what is sent.
 * (Parsed whole, three million objects took 900 MiB, and minutes.)
 */
describe('twenty at once of what unfolds', () => {
  const MOST = 192;
  let grapevine: GrapevineProcess;
  let before: number;

  const memory = (field: 'VmRSS' | 'VmHWM'): number => {
    const status = readFileSync(`/proc/${grapevine.pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
  };
  const post = async ([body, encoding]: Packed, type: string): Promise<number> => {
    const response = await fetch(`${grapevine.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${BOOTSTRAP_KEY}`, 'content-type': type, 'content-encoding': encoding },
      body: new Uint8Array(body),
    });
    await response.text();
    return response.status;
  };

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    const event = (i: number) => ({ type: 'member.active', member_id: `m${i}`, occurred_at: '2013-12-19T14:00:00Z' });
    await grapevine.api.sendAll(Array.from({ length: 20_000 }, (_, i) => event(i)));
    await grapevine.api.drained();
    before = memory('VmRSS');
  }, 120_000);
  afterAll(() => grapevine?.remove());

  it.each<[string, () => Packed, number, string?]>([
    ['10 MiB and one byte of zeros, gzip', () => gzip(Buffer.alloc(10 * MIB + 1)), 413],
    ['10 MiB and one byte of zeros, br', () => brotli(Buffer.alloc(10 * MIB + 1)), 413],
    ['10 MiB of zeros', () => gzip(Buffer.alloc(10 * MIB)), 400],
    ['500 MiB of zeros', () => brotli(Buffer.alloc(500 * MIB)), 413],
    ['three million objects', () => gzip(`[${fill(9 * MIB, '{},')}{}]`), 413],
    ['three million objects in one event', () => gzip(`{"x":[${fill(9 * MIB, '{},')}{}]}`), 422],
    ['five million nested arrays', () => gzip('['.repeat(5 * MIB) + ']'.repeat(5 * MIB)), 422],
    ['as much as fits into 4,900 events', () => gzip(`[${`{"x":[${fill(2_000, '[],')}[]]},`.repeat(4_900)}{}]`), 422],
    ['ten million empty lines', () => gzip('\n'.repeat(10 * MIB)), 202, 'application/x-ndjson'],
    ['three million lines', () => gzip(fill(10 * MIB, '{}\n')), 413, 'application/x-ndjson'],
  ])(
    '%s',
    async (_, make, expected, type = 'application/json') => {
      const body = make();
      writeFileSync(`/proc/${grapevine.pid}/clear_refs`, '5');
      const statuses = await Promise.all(Array.from({ length: 20 }, () => post(body, type)));
      expect(new Set(statuses)).toEqual(new Set([expected]));
      expect(memory('VmHWM') - before).toBeLessThan(MOST);
    },
    180_000,
  );

  it('leaves the server as it was', async () => {
    expect(grapevine.log).not.toMatch(/"level":"(error|fatal)"/);
    expect((await grapevine.api.drained()).events).toMatchObject({ accepted: 20_000, stored: 20_000 });
  });
});
