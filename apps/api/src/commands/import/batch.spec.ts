import { describe, expect, it } from '@jest/globals';
import { Batcher } from './batch.js';
import type { RejectedRow } from './rejected-file.js';

const MIB = 1024 * 1024;
const row = (line: number, offset = line * 10) => ({ line, raw: `row ${line}`, end: { offset, line } });
const refused = (line: number): RejectedRow => ({ line, code: 'invalid_value', message: 'is bad', row: `row ${line}` });

describe('Batcher', () => {
  it('is full at its number of rows, refused ones included, and knows where it ends', () => {
    const batcher = new Batcher(3, 0);
    expect(batcher.add(row(1), '{"a":1}')).toBeUndefined();
    expect(batcher.add(row(2), refused(2))).toBeUndefined();
    expect(batcher.add(row(3), '{"a":3}')).toEqual({
      body: '{"a":1}\n{"a":3}',
      rows: [
        { line: 1, raw: 'row 1' },
        { line: 3, raw: 'row 3' },
      ],
      rejected: [refused(2)],
      end: { offset: 30, line: 3 },
    });
    expect(batcher.take()).toBeUndefined();
  });

  it('gives what is left', () => {
    const batcher = new Batcher(3, 0);
    batcher.add(row(1), '{}');
    expect(batcher.take()).toMatchObject({ body: '{}', end: { offset: 10 } });
  });

  it('stays below 10 MiB of body, counted in bytes', () => {
    const batcher = new Batcher(5000, 0);
    const event = 'é'.repeat(16 * 1024 - 1);
    let [line, batch] = [0, undefined as ReturnType<Batcher['add']>];
    while (!batch) batch = batcher.add(row(++line), event);
    expect(Buffer.byteLength(batch.body)).toBeGreaterThan(7 * MIB);
    expect(Buffer.byteLength(batch.body)).toBeLessThan(10 * MIB);
  });

  it('holds no more than 9 MiB of input, however short the events are', () => {
    const batcher = new Batcher(5000, MIB);
    for (let mib = 2; mib < 9; mib++) expect(batcher.add(row(mib, mib * MIB), '{}')).toBeUndefined();
    expect(batcher.add(row(9, 9 * MIB), '{}')).toBeDefined();
    expect(batcher.add(row(10, 10 * MIB), '{}')).toBeUndefined();
  });
});
