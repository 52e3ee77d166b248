import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Warehouse, WarehouseOverloadedError } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const REGISTRY = {
  id: '4f0c5ab0-0000-4000-8000-000000000000',
  hasMembers: false,
  lastMemberNumbers: new Map<number, number>(),
  bindWarehouse: async () => undefined,
};

const asking = (sql: string) => ({ name: 'too_much', sql, params: {}, row: z.object({ n: z.number() }) });

describe('a question that takes too much', () => {
  let folder: string;
  let warehouse: Warehouse;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-limits-'));
    warehouse = await Warehouse.open({ url: undefined, dataDir: folder }, REGISTRY);
  });
  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    [
      'time',
      'SELECT count() AS n FROM numbers(1000000000000) WHERE cityHash64(number) = 1 SETTINGS max_execution_time = 1',
    ],
    ['memory', 'SELECT length(groupArray(number)) AS n FROM numbers(10000000) SETTINGS max_memory_usage = 1000000'],
  ])('is given up for want of %s, and the next one is answered', async (_, sql) => {
    await expect(warehouse.query(asking(sql))).rejects.toThrow(WarehouseOverloadedError);
    expect(await warehouse.query(asking('SELECT 7 AS n'))).toEqual([{ n: 7 }]);
  });
});
