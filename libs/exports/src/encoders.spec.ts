import type { Column, Format } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { tableFromIPC } from 'apache-arrow';
import { ENCODERS } from './encoders.js';
import { metadataOf } from './metadata.js';
import type { Batch, TableHead } from './table.js';

const column = (name: string, type: Column['type']): Column => ({ name, path: [name], type, nullable: true });
const HEAD: TableHead = {
  columns: [column('text', 'text'), column('number', 'number'), column('list', 'json')],
  metadata: { unit: 'members' },
  lastLine: (rows) => ({ end: rows }),
};
const FORMATS = Object.keys(ENCODERS) as Format[];

async function* inBatches(...batches: object[][]): AsyncGenerator<Batch> {
  for (const rows of batches) yield { size: rows.length, rows: () => rows };
}

async function encoded(format: Format, batches: AsyncIterable<Batch>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of ENCODERS[format](HEAD, batches)) chunks.push(Buffer.from(chunk as string));
  return Buffer.concat(chunks);
}

describe('encoders', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-5', "'-5"],
    ['@sum', "'@sum"],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    ['=a,"b"', `"'=a,""b"""`],
    ['a=1', 'a=1'],
    ['x;=1+1', '"x;=1+1"'],
    ['x\t=1+1', '"x\t=1+1"'],
    ['two\nlines', '"two\nlines"'],
  ])('CSV writes the text %j so that no spreadsheet runs it', async (text, cell) => {
    expect(String(await encoded('csv', inBatches([{ text, number: -0.5, list: null }])))).toBe(
      `text,number,list\n${cell},-0.5,\n`,
    );
  });

  it('CSV leaves numbers as they are, and writes what has no columns as JSON', async () => {
    const rows = [-1, 1e21, 1.5e-7, 0].map((number) => ({ text: null, number, list: ['a', 1] }));
    expect(String(await encoded('csv', inBatches(rows)))).toBe(
      ['text,number,list', ...['-1', '1e+21', '1.5e-7', '0'].map((cell) => `,${cell},"[""a"",1]"`), ''].join('\n'),
    );
  });

  it('a table without rows has its columns all the same', async () => {
    expect(String(await encoded('csv', inBatches([])))).toBe('text,number,list\n');
    expect(JSON.parse(String(await encoded('json', inBatches())))).toEqual({ data: [], rows: 0 });
    expect(String(await encoded('ndjson', inBatches()))).toBe('{"end":0}\n');
    for (const batches of [inBatches(), inBatches([])]) {
      const { schema, numRows } = tableFromIPC(await encoded('arrow', batches));
      expect([schema.names, numRows]).toEqual([['text', 'number', 'list'], 0]);
    }
    expect(String(await encoded('parquet', inBatches([]))).slice(-4)).toBe('PAR1');
  });

  it('lines that came as NDJSON are passed through', async () => {
    const lines = ['{"text":"a"}\n', '{"text":"b"}\n'];
    const batch = { size: 2, ndjson: () => lines, rows: () => [] };
    const batches = async function* () {
      yield batch;
      yield batch;
    };
    expect(String(await encoded('ndjson', batches()))).toBe([...lines, ...lines, '{"end":4}\n'].join(''));
    expect(JSON.parse(String(await encoded('json', batches())))).toEqual({
      data: ['a', 'b', 'a', 'b'].map((text) => ({ text })),
      rows: 4,
    });
  });

  it.each(FORMATS)('%s gives each batch out before it takes the next, and passes a fault on', async (format) => {
    let taken = 0;
    const batches = async function* (): AsyncGenerator<Batch> {
      for (; taken < 3; taken++) yield { size: 1, rows: () => [{ text: `row ${taken}`, number: 1, list: [] }] };
      throw new Error('the log is lost');
    };
    const sizes: number[] = [];
    const all = (async () => {
      for await (const chunk of ENCODERS[format](HEAD, batches())) if (chunk.length > 0) sizes.push(taken);
    })();
    await expect(all).rejects.toThrow('the log is lost');
    // Something was given out while the first, the second and the third batch were the last that had been taken.
    expect(new Set(sizes)).toEqual(new Set([0, 1, 2]));
  });
});

describe('metadata', () => {
  it('is flat: fields within fields by their way, lists as JSON, nothing for what is not said', () => {
    expect(
      metadataOf(
        { next: null, count: 3 },
        { definition: { id: 'x', version: 2 }, list: ['a'], exact: true, by: undefined },
      ),
    ).toEqual({
      next: 'null',
      count: '3',
      'definition.id': 'x',
      'definition.version': '2',
      list: '["a"]',
      exact: 'true',
    });
  });
});
