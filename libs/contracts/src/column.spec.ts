import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { columnsOf } from './column.js';

const Row = z.object({
  day: z.iso.date(),
  at: z.iso.datetime().nullable(),
  name: z.enum(['a', 'b']).describe('a name'),
  count: z.int().nullable().meta({ 'x-unit': 'members' }).describe('how many'),
  share: z.number().meta({ 'x-unit': 'ratio' }),
  over: z.boolean().optional(),
  inner: z.object({ deep: z.object({ p50: z.number().nullable() }), list: z.array(z.string()) }).optional(),
  map: z.record(z.string(), z.string()),
  done: z.object({ of: z.int(), days: z.object({ total: z.int() }) }).nullable(),
});

describe('the columns of a schema', () => {
  const columns = columnsOf(Row);

  it('are its fields in their order, those of fields within fields among them', () => {
    expect(columns.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
      ['day', 'date', false],
      ['at', 'timestamp', true],
      ['name', 'text', false],
      ['count', 'integer', true],
      ['share', 'number', false],
      ['over', 'boolean', true],
      ['inner_deep_p50', 'number', true],
      ['inner_list', 'json', true],
      ['map', 'json', false],
      ['done_of', 'integer', true],
      ['done_days_total', 'integer', true],
    ]);
    expect(columns[6]?.path).toEqual(['inner', 'deep', 'p50']);
  });

  it('say what the schema says of them', () => {
    expect(columns.find(({ name }) => name === 'count')).toMatchObject({ unit: 'members', description: 'how many' });
    expect(columns.find(({ name }) => name === 'share')).toMatchObject({ unit: 'ratio' });
    expect(columns.find(({ name }) => name === 'name')).not.toHaveProperty('unit');
  });
});
