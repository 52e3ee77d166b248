import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldedStandard, type IncomingRow, LocalDays, UNSAID } from '@grapevine/pipeline';
import { copyLog, copyValues, dropRevision, EventWriter, type LogCopy, Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { localDayIn } from '../support/naive-calendar.js';

const TABLES = ['events', 'member_sets', 'deliveries', 'messages', 'sends', 'receipt_days', 'signups', 'event_days'];
const DAY_MS = 86_400_000;

/** Instants at which something happens to a zone's clocks or calendar, and their neighbours. */
const INSTANTS = [
  '1985-12-31T18:15:00Z', // Nepal from +05:30 to +05:45, at midnight
  '1993-08-21T12:00:00Z', // Kwajalein skips a day
  '2010-11-07T02:31:00Z', // St. John's back over midnight
  '2011-12-30T10:00:00Z', // Apia skips a day
  '2013-03-31T01:00:00Z',
  '2013-10-27T01:00:00Z',
  '2015-08-14T15:00:00Z', // Pyongyang to +08:30
  '2018-11-04T03:00:00Z', // Sao Paulo skips midnight
  '2019-05-05T02:00:00Z', // Casablanca, Ramadan
  '2040-02-29T23:59:59.999Z',
].flatMap((text) => [-DAY_MS, -1, 0, 1, 1_800_000, 3_600_000, DAY_MS].map((ms) => Date.parse(text) + ms));

let folder: string;
let warehouse: Warehouse;
let writer: EventWriter;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grapevine-copy-'));
  const registry = {
    id: '00000000-0000-4000-8000-000000000001',
    hasMembers: false,
    lastMemberNumbers: new Map(),
    bindWarehouse: async () => undefined,
  };
  warehouse = await Warehouse.open({ url: undefined, dataDir: folder }, registry);
  writer = new EventWriter(warehouse, () => undefined);
}, 300_000);
afterAll(async () => {
  await warehouse?.close();
  await rm(folder, { recursive: true, force: true });
});

let made = 0;
const hex = (n: number) => n.toString(16).padStart(32, '0');

function rowOf(workspace: number, instant: number, fields: Partial<IncomingRow['event']> = {}): IncomingRow {
  made++;
  const event = {
    ...UNSAID,
    type: 'member.active',
    event_key: hex(made),
    content_hash: hex(made),
    occurred_at: instant,
    ...fields,
  } as IncomingRow['event'];
  return {
    revision: 1,
    workspace,
    day: new Date(instant).toISOString().slice(0, 10),
    member_no: made,
    inviter_no: 0,
    active: true,
    folded_standard: foldedStandard(['platform']),
    event,
  };
}

const copyOf = (workspace: number, timeZone: string, change: Partial<LogCopy> = {}): LogCopy => ({
  workspace,
  fromRevision: 1,
  toRevision: 2,
  from: '1970-01-01',
  to: '2299-12-31',
  share: 0,
  shares: 1,
  offsets: new LocalDays(timeZone).offsetsBetween(Math.min(...INSTANTS) - DAY_MS, Math.max(...INSTANTS) + DAY_MS),
  activityTypes: ['member.active', 'message.sent'],
  ownDimensions: [],
  foldedStandard: foldedStandard(['platform']),
  ...change,
});

const rows = (sql: string): Promise<Record<string, unknown>[]> =>
  warehouse.query({ name: 'test', sql, params: {}, row: z.record(z.string(), z.unknown()) });

describe('a copy of the log', () => {
  // That the offsets are right in every zone there is, is shown beside LocalDays.
  it('puts every event on the local day on which ingest would', async () => {
    const zones = [
      ...['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'Pacific/Kwajalein', 'Asia/Pyongyang'],
      ...['America/Sao_Paulo', 'Africa/Casablanca', 'Europe/Berlin', 'Etc/GMT+12', 'Pacific/Kiritimati'],
    ];
    await writer.write(INSTANTS.map((instant) => rowOf(1, instant)));
    const wrong: unknown[] = [];
    for (const [i, zone] of zones.entries()) {
      // All in one table: a revision a zone.
      await warehouse.execute(copyLog(copyOf(1, zone, { toRevision: 100 + i })));
      const copied = await rows(
        `SELECT DISTINCT toString(day) AS day, toUnixTimestamp64Milli(occurred_at) AS at FROM events WHERE workspace = 1 AND revision = ${100 + i}`,
      );
      const dayOf = localDayIn(zone);
      const days = new Map(copied.map(({ at, day }) => [at, day]));
      for (const at of INSTANTS) if (days.get(at) !== dayOf(at)) wrong.push([zone, at, days.get(at), dayOf(at)]);
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  it('is what ingest by the new settings makes, in every table, in shares and made twice', async () => {
    const at = Date.UTC(2013, 11, 19, 18, 30);
    const properties = { plan: 'free', team: '' };
    const old = [
      rowOf(2, at, { platform: 'ios', properties }),
      rowOf(2, at + 1, { type: 'member.signed_up', source: 'organic', properties }),
      rowOf(2, at + 2, {
        type: 'message.sent',
        message_key: hex(7),
        recipient_key: hex(8),
        channel: 'sms',
        properties,
      }),
      rowOf(2, at + 3, { type: 'message.delivered', message_key: hex(7), channel: 'sms', properties }),
      rowOf(2, at + 4, { type: 'message.read', message_key: hex(9), country: 'DE', properties }),
    ];
    const dayOf = localDayIn('Asia/Kathmandu');
    const fresh = old.map((row) => ({
      ...row,
      revision: 3,
      day: dayOf(row.event.occurred_at),
      active: ['member.active', 'message.sent'].includes(row.event.type),
      folded_standard: foldedStandard(['platform', 'country']),
      event: { ...row.event, properties: { plan: row.event.properties.plan ?? '', region: '' } },
    }));
    await writer.write([...old, ...fresh]);
    const definition = {
      ownDimensions: ['plan', 'region'],
      foldedStandard: foldedStandard(['platform', 'country']),
    };
    await warehouse.execute(copyValues(copyOf(2, 'Asia/Kathmandu', definition)));
    for (const share of [0, 1, 2, 0]) {
      await warehouse.execute(copyLog(copyOf(2, 'Asia/Kathmandu', { share, shares: 3, ...definition })));
    }
    const reads: Record<string, string> = {
      events: '* EXCEPT revision FROM events FINAL',
      member_sets: `fact, dimension, value, grain, period, bitmapToArray(groupBitmapMergeState(members)) AS members FROM member_sets`,
      deliveries: '* EXCEPT revision FROM deliveries FINAL',
      sends: '* EXCEPT revision FROM sends FINAL',
      receipt_days: '* EXCEPT revision FROM receipt_days FINAL',
      signups: '* EXCEPT revision FROM signups FINAL',
      event_days: '* EXCEPT revision FROM event_days FINAL',
      dimension_values: '* EXCEPT revision FROM dimension_values FINAL',
    };
    const groups: Record<string, string> = {
      member_sets: 'GROUP BY fact, dimension, value, grain, period',
    };
    for (const [table, read] of Object.entries(reads)) {
      const of = (revision: number) =>
        rows(`SELECT ${read} WHERE workspace = 2 AND revision = ${revision} ${groups[table] ?? ''} ORDER BY ALL`);
      const [copied, wanted] = [await of(2), await of(3)];
      expect([table, copied]).toEqual([table, wanted]);
      expect(wanted.length).toBeGreaterThan(0);
    }
  });

  it('takes the days that it was told, and no other workspace', async () => {
    const at = (day: string) => rowOf(4, Date.parse(`${day}T12:00:00Z`));
    await writer.write([
      ...['2013-11-30', '2013-12-01', '2013-12-31', '2014-01-01'].map(at),
      rowOf(5, Date.UTC(2013, 11, 5)),
    ]);
    await warehouse.execute(copyLog(copyOf(4, 'UTC', { from: '2013-12-01', to: '2013-12-31' })));
    const copied = await rows(
      'SELECT workspace, toString(day) AS day FROM events WHERE revision = 2 AND workspace > 3 ORDER BY day',
    );
    expect(copied).toEqual([
      { workspace: 4, day: '2013-12-01' },
      { workspace: 4, day: '2013-12-31' },
    ]);
  });

  it('is dropped out of every table, and the other revision stays', async () => {
    for (const statement of dropRevision(2, 2)) await warehouse.execute(statement);
    for (const table of TABLES) {
      const left = () =>
        rows(`SELECT countIf(revision = 2) AS gone, countIf(revision = 3) AS kept FROM ${table} WHERE workspace = 2`);
      while ((await left())[0]?.gone !== 0) await new Promise((resolve) => setTimeout(resolve, 50));
      expect((await left())[0]?.kept).toBeGreaterThan(0);
    }
  }, 300_000);
});
