import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Warehouse, WarehouseOverloadedError, WarehouseUnavailableError } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const REGISTRY = {
  id: '4f0c5ab0-0000-4000-8000-000000000000',
  hasMembers: false,
  lastMemberNumbers: new Map<number, number>(),
  bindWarehouse: async () => undefined,
};
const Row = z.object({ n: z.number() });

describe('a question in several steps', () => {
  let folder: string;
  let warehouse: Warehouse;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-steps-'));
    warehouse = await Warehouse.open({ url: undefined, dataDir: folder }, REGISTRY);
  });
  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const inSteps = (work: Parameters<typeof warehouse.inSteps<unknown>>[2]) => warehouse.inSteps('stepwise', 7, work);
  const failing = (work: Parameters<typeof inSteps>[0]) => inSteps(work).catch((error: unknown) => error);

  it('has tables of its own, which it can fill further and anew', async () => {
    const answers = await inSteps(async (steps) => {
      const rows = () => steps.query({ sql: 'SELECT n FROM kept ORDER BY n', params: {} }, Row);
      const some = (n: number) => ({ sql: 'SELECT {n:UInt8} AS n', params: { n } });
      await steps.keep('kept', some(1));
      await steps.keep('kept', some(2));
      const both = await rows();
      await steps.replace('kept', some(3));
      return [both, await rows()];
    });
    expect(answers).toEqual([[{ n: 1 }, { n: 2 }], [{ n: 3 }]]);
    const left = await failing((steps) => steps.query({ sql: 'SELECT n FROM kept', params: {} }, Row));
    expect(left).toMatchObject({
      name: 'QuestionRefusedError',
      message: expect.stringMatching(/stepwise.*UNKNOWN_TABLE/),
    });
  });

  it('says of its own faults what they are, and not that the warehouse does not answer', async () => {
    const fault = new TypeError('a fault in the code of a question');
    expect(await failing(() => Promise.reject(fault))).toBe(fault);
    const other = await failing((steps) => steps.query({ sql: "SELECT 'one' AS n", params: {} }, Row));
    expect(other).not.toBeInstanceOf(WarehouseUnavailableError);
    expect(other).toMatchObject({ message: expect.stringMatching(/^A row of the question stepwise has another form/) });
    const unbound = await failing((steps) => steps.keep('kept', { sql: 'SELECT {n:UInt8} AS n', params: {} }));
    expect(unbound).toEqual(new Error('The statement stepwise has no value for its binding n.'));
    expect(await inSteps((steps) => steps.query({ sql: 'SELECT 1 AS n', params: {} }, Row))).toEqual([{ n: 1 }]);
  });

  it('is told by the engine when it takes too much', async () => {
    const sql = 'SELECT length(groupArray(number)) AS n FROM numbers(10000000) SETTINGS max_memory_usage = 1000000';
    const large = await failing((steps) => steps.query({ sql, params: {} }, Row));
    expect(large).toEqual(new WarehouseOverloadedError('memory', 'stepwise'));
  });
});
