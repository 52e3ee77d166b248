import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activeMembers, Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const REGISTRY = {
  id: '4f0c5ab0-0000-4000-8000-000000000000',
  bindWarehouse: async () => undefined,
};

/** `member_sets` as it was made before its marks came closer to each other. */
const COARSE = (name: string): string => `CREATE TABLE ${name} AS member_sets ENGINE = AggregatingMergeTree
  ORDER BY (revision, workspace, fact, dimension, value, grain, period, chunk)
  SETTINGS index_granularity = 256, fsync_after_insert = 1, fsync_part_directory = 1`;
const AS_BEFORE = [
  COARSE('coarse'),
  'EXCHANGE TABLES member_sets AND coarse',
  'DROP TABLE coarse SYNC',
  "ALTER TABLE schema_migrations DELETE WHERE name = '012_fine_granules' SETTINGS mutations_sync = 2",
];

const ACTIVE = {
  ...{ workspace: 1, revision: 1, excludesMembers: false, excludedSegments: [], fact: 'active' as const },
  ...{ from: '2013-12-01', to: '2013-12-04', span: 'day' as const, filters: [] },
};

describe('a warehouse of which the marks lie far from each other', () => {
  let folder: string;
  let warehouse: Warehouse;

  const open = (members = 0) =>
    Warehouse.open(
      { url: undefined, dataDir: folder },
      { ...REGISTRY, hasMembers: members > 0, lastMemberNumbers: new Map(members > 0 ? [[1, members]] : []) },
    );
  const execute = (sql: string) => warehouse.execute({ name: 'test', sql, params: {} });
  /** @param members so many, from number 1 on, are active on a day of December 2013 */
  const arrive = (members: number, day: number) =>
    execute(`INSERT INTO incoming (revision, workspace, type, event_key, content_hash, occurred_at_ms, day, member_no, active)
      SELECT 1, 1, 'member.active', lower(hex(sipHash128(number, ${day}))), lower(hex(sipHash128(number, ${day}))),
        toUnixTimestamp64Milli(toDateTime64('2013-12-0${day} 12:00:00', 3, 'UTC')), '2013-12-0${day}', number + 1, 1 FROM numbers(${members})`);
  const counted = async () => (await warehouse.query(activeMembers(ACTIVE))).map(({ members }) => members);
  const tables = async () => {
    const sql = `SELECT name, engine_full LIKE '%index_granularity_bytes = 1048576%' AS fine FROM system.tables
      WHERE database = currentDatabase() AND startsWith(name, 'member_sets') ORDER BY name`;
    return warehouse.query({ name: 'test', sql, params: {}, row: z.object({ name: z.string(), fine: z.number() }) });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-fine-granules-'));
    warehouse = await open();
  }, 120_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('has all that it had after the upgrade, and takes what comes', async () => {
    for (const statement of AS_BEFORE) await execute(statement);
    expect(await tables()).toEqual([{ name: 'member_sets', fine: 0 }]);
    await arrive(300, 1);
    await arrive(200, 2);
    await warehouse.close();
    warehouse = await open(300);
    expect(await tables()).toEqual([{ name: 'member_sets', fine: 1 }]);
    expect(await counted()).toEqual([300, 200]);
    await arrive(100, 3);
    expect(await counted()).toEqual([300, 200, 100]);
  });

  it('loses nothing where an upgrade was cut off after the tables changed places', async () => {
    await execute(COARSE('member_sets_next'));
    await execute("ALTER TABLE schema_migrations DELETE WHERE name = '012_fine_granules' SETTINGS mutations_sync = 2");
    // As it is then: what there was lies in the table that was exchanged, and what came since in the new one.
    await execute('EXCHANGE TABLES member_sets AND member_sets_next');
    await arrive(50, 4);
    await warehouse.close();
    warehouse = await open(300);
    expect((await tables()).map(({ name }) => name)).toEqual(['member_sets']);
    expect(await counted()).toEqual([300, 200, 100, 50]);
  });
});
