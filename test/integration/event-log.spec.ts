import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_TYPES } from '@grapevine/contracts';
import type { IncomingRow } from '@grapevine/pipeline';
import { encodeRows, INCOMING_COLUMNS, readLog, Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomFrom, shuffled } from '../support/random.js';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

const row = (n: number, workspace: number, random: () => number): IncomingRow => {
  const day = `2013-12-${String(1 + Math.floor(random() * 5)).padStart(2, '0')}`;
  return {
    revision: 1,
    workspace,
    day,
    member_no: Math.floor(random() * 5),
    inviter_no: 0,
    active: true,
    folded_standard: 0,
    event: {
      type: EVENT_TYPES[Math.floor(random() * EVENT_TYPES.length)] as (typeof EVENT_TYPES)[number],
      // Every third event conflicts with the one before: one identity, other content.
      event_key: hash(`key ${n - (n % 3 === 0 ? 1 : 0)}`),
      content_hash: hash(`content ${n}`),
      occurred_at: Date.parse(`${day}T12:00:00.007Z`),
      member_hash: '',
      inviter_hash: '',
      message_key: n % 2 === 0 ? hash(`message ${n}`) : '',
      recipient_key: '',
      channel: '',
      error_code: '',
      platform: ['', 'ios', 'a "quoted"\nname'][n % 3] as string,
      manufacturer: '',
      country: '',
      app_version: '',
      source: '',
      properties: n % 5 === 0 ? { plan: 'pro', team: '' } : {},
    },
  };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** The order that api.md promises, of the fields that make it. */
const inOrder = (a: IncomingRow, b: IncomingRow): number =>
  compare(a.day, b.day) ||
  compare(a.event.type, b.event.type) ||
  compare(a.event.event_key, b.event.event_key) ||
  compare(a.event.content_hash, b.event.content_hash);

const asExported = ({ day, member_no, event }: IncomingRow) => ({
  type: event.type,
  event_key: event.event_key,
  content_hash: event.content_hash,
  occurred_at: new Date(event.occurred_at).toISOString(),
  day,
  member_no: member_no || null,
  inviter_no: null,
  message_key: event.message_key || null,
  recipient_key: null,
  channel: null,
  error_code: null,
  platform: event.platform || null,
  manufacturer: null,
  country: null,
  app_version: null,
  source: null,
  properties: event.properties.plan ? { plan: 'pro' } : {},
});

describe('reading the log', () => {
  let folder: string;
  let warehouse: Warehouse;
  const random = randomFrom(7);
  const mine = Array.from({ length: 400 }, (_, n) => row(n, 1, random));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-log-test-'));
    warehouse = await Warehouse.open(
      { url: undefined, dataDir: folder },
      {
        id: '00000000-0000-4000-8000-000000000001',
        hasMembers: false,
        lastMemberNumbers: new Map(),
        bindWarehouse: async () => undefined,
      },
    );
    // Three inserts with repetitions within and among them: nothing has merged them yet, or some of it has.
    const others = Array.from({ length: 50 }, (_, n) => row(1_000 + n, 2, random));
    const inserts = [mine.slice(0, 300), [...mine.slice(200), ...mine.slice(350)], [...shuffled(mine, 3), ...others]];
    for (const rows of inserts) {
      const text = encodeRows(rows);
      await warehouse.insertText(`incoming (${INCOMING_COLUMNS})`, 'JSONCompactEachRow', text);
    }
  }, 60_000);
  afterAll(async () => {
    await warehouse.close();
    await rm(folder, { recursive: true, force: true });
  });

  const read = async (options: { from?: string; to?: string; types?: string[] }, pageRows: number) => {
    const question = { workspace: 1, revision: 1, from: options.from, to: options.to, types: options.types ?? [] };
    const lines: string[] = [];
    for await (const some of readLog(warehouse, question, pageRows)) {
      expect(some.length).toBeGreaterThan(0);
      lines.push(...some);
    }
    return lines.map((line) => JSON.parse(line) as unknown);
  };

  it.each([3, 7, 64, 399, 400, 401, 1_150, 1_151, 20_000])(
    'gives every event once and in order, in pages of %i rows',
    async (pageRows) => {
      expect(await read({}, pageRows)).toEqual([...mine].sort(inOrder).map(asExported));
    },
    60_000,
  );

  it('gives some days and some types', async () => {
    const types = ['message.sent', 'member.active'];
    const chosen = mine.filter(
      ({ day, event }) => day >= '2013-12-02' && day <= '2013-12-03' && types.includes(event.type),
    );
    expect(chosen.length).toBeGreaterThan(10);
    expect(await read({ from: '2013-12-02', to: '2013-12-03', types }, 10)).toEqual(
      chosen.sort(inOrder).map(asExported),
    );
    expect(await read({ to: '2013-11-30' }, 10)).toEqual([]);
  });
});
