import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstReceiptDays, Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const REGISTRY = {
  id: '4f0c5ab0-0000-4000-8000-000000000000',
  hasMembers: false,
  lastMemberNumbers: new Map<number, number>(),
  bindWarehouse: async () => undefined,
};

/** The tables as they were before days of reads were kept. */
const AS_BEFORE = [
  `ALTER TABLE incoming_to_receipt_days MODIFY QUERY SELECT revision, workspace, channel, min(day) AS first_day
    FROM incoming
    WHERE type IN ('message.delivered', 'message.read') AND channel != ''
    GROUP BY revision, workspace, channel`,
  'ALTER TABLE receipt_days DROP COLUMN first_read_day SETTINGS mutations_sync = 2',
  "ALTER TABLE schema_migrations DELETE WHERE name = '011_read_days' SETTINGS mutations_sync = 2",
];

/** A receipt of a message of its own. */
const receipt = (type: string, channel: string, day: string): string =>
  `SELECT 1, 1, 'message.${type}', lower(hex(sipHash128('${type} ${channel} ${day}'))) AS key, key,
    toUnixTimestamp64Milli(toDateTime64('${day} 12:00:00', 3, 'UTC')), toDate32('${day}'), key, '${channel}'`;
const insert = (...receipts: string[]): string =>
  `INSERT INTO incoming (revision, workspace, type, event_key, content_hash, occurred_at_ms, day, message_key, channel)
  ${receipts.join(' UNION ALL ')}`;

describe('the first days of receipts', () => {
  let folder: string;
  let warehouse: Warehouse;

  const open = () => Warehouse.open({ url: undefined, dataDir: folder }, REGISTRY);
  const execute = (sql: string) => warehouse.execute({ name: 'test', sql, params: {} });
  const found = async () =>
    Object.fromEntries(
      (await warehouse.query(firstReceiptDays(1, 1))).map(({ channel, ...days }) => [channel, Object.values(days)]),
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-read-days-'));
    warehouse = await open();
  }, 120_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are those of all that was stored before reads were told apart, and of what comes', async () => {
    for (const statement of AS_BEFORE) await execute(statement);
    await execute(
      insert(
        ...[receipt('delivered', 'chat', '2013-12-03'), receipt('read', 'chat', '2013-12-05')],
        ...[receipt('read', 'chat', '2013-12-04'), receipt('delivered', 'push', '2013-12-04')],
      ),
    );
    await warehouse.close();
    warehouse = await open();
    expect(await found()).toEqual({ chat: ['2013-12-03', '2013-12-04'], push: ['2013-12-04', null] });
    await execute(insert(receipt('read', 'push', '2013-12-02'), receipt('delivered', 'sms', '2013-12-01')));
    expect(await found()).toEqual({
      chat: ['2013-12-03', '2013-12-04'],
      push: ['2013-12-02', '2013-12-02'],
      sms: ['2013-12-01', null],
    });
  });
});
