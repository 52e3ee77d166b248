import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ImportError } from './import-error.js';
import { csvReader, readCsvHeader } from './read-csv.js';
import { readNdjson } from './read-ndjson.js';
import { readSsv } from './read-ssv.js';
import { MAX_ROW_BYTES, type Row, type RowReader, START } from './row.js';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsOf(read: RowReader, input: string | Buffer, size = 7, from = START): Promise<Row[]> {
  const bytes = Buffer.from(input as string).subarray(from.offset);
  const rows: Row[] = [];
  for await (const some of read(inChunks(bytes, size), from)) rows.push(...some);
  return rows;
}
const cellsOf = (rows: Row[]) => rows.map((row) => ('cells' in row ? row.cells : row.problem.message));
const linesOf = (rows: Row[]) => rows.map((row) => row.line);

const FORMATS: [string, RowReader, string][] = [
  ['ssv', readSsv, '1 2 3\n\n  4\t5 6 \r\n7 8 é'],
  ['ndjson', readNdjson, '{"a":1}\n\n{"a":"é"}\r\n[]\n{"a"'],
  ['csv', csvReader(undefined), 'a,b\r\n\r\n"x\r\ny",2\r\n"""q""",é\n1\n5" screen,3'],
];

describe.each(FORMATS)('%s', (_, read, text) => {
  it('gives the same rows however the bytes come', async () => {
    const whole = await rowsOf(read, text, 1_000);
    expect(whole.length).toBeGreaterThanOrEqual(3);
    for (const size of [1, 2, 3, 5, 11]) expect(await rowsOf(read, text, size)).toEqual(whole);
  });

  it('can be resumed behind every row', async () => {
    const whole = await rowsOf(read, text);
    for (const [index, row] of whole.entries()) {
      expect(await rowsOf(read, text, 7, row.end)).toEqual(whole.slice(index + 1));
    }
  });

  it('gives nothing for an empty file', async () => {
    expect(await rowsOf(read, '')).toEqual([]);
  });
});

describe('readSsv', () => {
  it('splits at spaces and tabs, skips empty lines but counts them, and needs no newline at the end', async () => {
    const rows = await rowsOf(readSsv, '1 2 3\n\n  4\t5 6 \r\n7 8 9');
    expect(cellsOf(rows)).toEqual([
      ['1', '2', '3'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ]);
    expect(linesOf(rows)).toEqual([1, 3, 4]);
    expect(rows.map((row) => row.end.offset)).toEqual([6, 17, 22]);
  });

  it('skips a byte order mark', async () => {
    expect(cellsOf(await rowsOf(readSsv, '\ufeff1 2'))).toEqual([['1', '2']]);
  });

  it('refuses lines that are not UTF-8, and only those', async () => {
    const latin1 = Buffer.concat([Buffer.from('a\n'), Buffer.from('jos\xe9\n', 'latin1'), Buffer.from('b \ufffd\n')]);
    expect(cellsOf(await rowsOf(readSsv, latin1))).toEqual([
      ['a'],
      expect.stringContaining('not UTF-8'),
      ['b', '\ufffd'],
    ]);
  });

  it('refuses a line beyond the limit without keeping it, and goes on behind it', async () => {
    const rows = await rowsOf(readSsv, `${'x'.repeat(MAX_ROW_BYTES + 1)}\nb\n`, 64 * 1024);
    expect(cellsOf(rows)).toEqual([expect.stringContaining('is longer than'), ['b']]);
    expect(rows[1]?.end).toEqual({ offset: MAX_ROW_BYTES + 4, line: 2 });
  });
});

describe('readNdjson', () => {
  it('refuses what is not a JSON object, by line', async () => {
    const rows = await rowsOf(readNdjson, '{"a":1}\n[1]\n\n{"a":\nnull\n');
    expect(cellsOf(rows)).toEqual([{ a: 1 }, 'is not a JSON object', 'is not JSON', 'is not a JSON object']);
    expect(linesOf(rows)).toEqual([1, 2, 4, 5]);
  });
});

describe('csvReader', () => {
  it('reads quotes, line breaks inside them and quotes that stand for themselves', async () => {
    const rows = await rowsOf(csvReader(undefined), 'a,"b,c"\r\n\r\n"x\r\ny\nz","say ""hi"""\r\n5" screen,\r\nlast,1');
    expect(cellsOf(rows)).toEqual([
      ['a', 'b,c'],
      ['x\r\ny\nz', 'say "hi"'],
      ['5" screen', ''],
      ['last', '1'],
    ]);
    expect(linesOf(rows)).toEqual([1, 3, 6, 7]);
  });

  it('reads the line ends of old Macs', async () => {
    expect(linesOf(await rowsOf(csvReader(undefined), 'a\rb\rc'))).toEqual([1, 2, 3]);
  });

  it('refuses rows of another length than the header, and goes on', async () => {
    const text = '\ufeffid, name\n1,x\n2\n3,y,z\n4,w\n';
    const header = await readCsvHeader(inChunks(Buffer.from(text), 5));
    expect(header).toEqual({ names: ['id', 'name'], end: { offset: 12, line: 1 } });
    expect(cellsOf(await rowsOf(csvReader(header), text, 7, header.end))).toEqual([
      ['1', 'x'],
      'the row has 1 columns, the header 2',
      'the row has 3 columns, the header 2',
      ['4', 'w'],
    ]);
  });

  it('stops at a quote that is never closed, and names the line where the row begins', async () => {
    await expect(rowsOf(csvReader(undefined), 'a,b\n"c,d\ne,f\n')).rejects.toThrow(ImportError);
    await expect(rowsOf(csvReader(undefined), 'a,b\n"c,d\ne,f\n')).rejects.toThrow('Line 2 of the file does not end');
    const endless = `a,b\n"${'c,d\n'.repeat(MAX_ROW_BYTES / 4)}`;
    await expect(rowsOf(csvReader(undefined), endless, 64 * 1024)).rejects.toThrow('Line 2 of the file does not end');
  });

  it('wants a header where one is asked for', async () => {
    await expect(readCsvHeader(inChunks(Buffer.from('\n\n'), 5))).rejects.toThrow('empty');
  });

  it('gives back what a writer of RFC 4180 wrote, whatever the cells hold', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é', '😀') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 20 }), async (rows, size) => {
        const text = rows.map((cells) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(cellsOf(await rowsOf(csvReader(undefined), text, size))).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });
});
