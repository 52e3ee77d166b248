import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventType } from '@grapevine/contracts';
import type { IncomingRow, QueuedEvent } from '@grapevine/pipeline';
import { EventWriter, Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';

/**
 * Law 2: everything folded is a join. One log, sent 200 times in random orders with random repetitions in random batches,
 * each time into a workspace of its own, must leave the same in every table; and these must be what a naive
 * computation over the list of events gives.
 */
const RUNS = 200;
const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? 20131219);

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

interface Spec {
  readonly type: EventType;
  readonly id: string;
  readonly at: string;
  readonly member?: number;
  readonly message?: string;
  readonly recipient?: string;
  readonly platform?: string;
  readonly channel?: string;
  readonly source?: string;
  readonly error?: string;
}

const LOG: readonly Spec[] = [
  // Late firsts, equal times and conflicting contents among signups.
  { type: 'member.signed_up', id: 's1', at: '2013-11-05T10:00:00.000Z', member: 1, source: 'invite' },
  { type: 'member.signed_up', id: 's2', at: '2013-11-02T10:00:00.000Z', member: 1, source: 'organic' },
  { type: 'member.signed_up', id: 's3', at: '2013-11-02T10:00:00.000Z', member: 1, source: 'paid:x' },
  { type: 'member.signed_up', id: 's3', at: '2013-11-02T10:00:00.000Z', member: 1, source: 'paid:y' },
  { type: 'member.signed_up', id: 's4', at: '2013-12-01T00:00:00.000Z', member: 2 },
  { type: 'member.signed_up', id: 's4', at: '2013-10-31T23:59:59.999Z', member: 2, source: 'organic' },
  // One message: delivered before sent, read without delivered, failed after delivered, on several days, equal times.
  {
    type: 'message.delivered',
    id: 'd1',
    at: '2013-11-30T23:59:59.000Z',
    message: 'm1',
    recipient: 'r1',
    channel: 'sms',
  },
  {
    type: 'message.sent',
    id: 'x1',
    at: '2013-11-30T23:59:59.500Z',
    member: 3,
    message: 'm1',
    recipient: 'r1',
    platform: 'ios',
  },
  {
    type: 'message.sent',
    id: 'x1',
    at: '2013-11-30T23:59:59.500Z',
    member: 4,
    message: 'm1',
    recipient: 'r1',
    platform: 'android',
  },
  {
    type: 'message.read',
    id: 'd2',
    at: '2013-12-01T00:00:01.000Z',
    member: 5,
    message: 'm1',
    recipient: 'r1',
    channel: 'chat',
  },
  { type: 'message.failed', id: 'd3', at: '2013-12-01T00:00:01.000Z', message: 'm1', recipient: 'r1', error: '131026' },
  { type: 'message.failed', id: 'd4', at: '2013-12-01T00:00:01.000Z', message: 'm1', recipient: 'r1', error: '130429' },
  { type: 'message.sent', id: 'x2', at: '2013-12-03T08:00:00.000Z', member: 3, message: 'm2' },
  {
    type: 'message.read',
    id: 'd5',
    at: '2013-12-03T08:00:00.000Z',
    member: 1,
    message: 'm2',
    recipient: 'r2',
    platform: 'ios',
  },
  {
    type: 'message.read',
    id: 'd6',
    at: '2013-12-03T08:00:00.000Z',
    member: 2,
    message: 'm2',
    recipient: 'r3',
    platform: 'android',
  },
  // Activity: one member on several platforms and days, a boundary instant, a number in another chunk.
  { type: 'member.active', id: 'a1', at: '2013-11-30T23:59:59.999Z', member: 7, platform: 'ios' },
  { type: 'member.active', id: 'a2', at: '2013-12-01T00:00:00.000Z', member: 7, platform: 'android' },
  { type: 'member.active', id: 'a3', at: '2013-12-01T12:00:00.000Z', member: 7, platform: 'ios' },
  { type: 'member.active', id: 'a3', at: '2013-12-02T12:00:00.000Z', member: 7, platform: 'ios' },
  { type: 'member.active', id: 'a4', at: '2012-02-29T12:00:00.000Z', member: 4_194_304 },
  { type: 'member.active', id: 'a5', at: '2012-02-29T12:00:00.000Z', member: 4_194_303, platform: 'ios' },
  { type: 'member.invited', id: 'i1', at: '2013-12-02T12:00:00.000Z', member: 8 },
];

const ACTIVITY = new Set<string>(['member.active', 'message.sent', 'message.read']);

function queued(spec: Spec): QueuedEvent {
  return {
    type: spec.type,
    event_key: hash(`${spec.type}:${spec.id}`),
    content_hash: hash(JSON.stringify(spec)),
    occurred_at: Date.parse(spec.at),
    member_hash: '',
    inviter_hash: '',
    message_key: spec.message ? hash(spec.message) : '',
    recipient_key: spec.recipient ? hash(spec.recipient) : '',
    channel: spec.channel ?? '',
    error_code: spec.error ?? '',
    platform: spec.platform ?? '',
    manufacturer: '',
    country: '',
    app_version: '',
    source: spec.source ?? '',
    properties: {},
  };
}

const row = (spec: Spec, workspace: number): IncomingRow => ({
  revision: 1,
  workspace,
  day: spec.at.slice(0, 10),
  member_no: spec.member ?? 0,
  inviter_no: 0,
  active: ACTIVITY.has(spec.type),
  folded_standard: 1,
  event: queued(spec),
});

/** An order of the log with repetitions, cut into batches. */
const deliveryOfLog = fc
  .tuple(
    fc.shuffledSubarray([...LOG, ...LOG, ...LOG], { minLength: LOG.length, maxLength: LOG.length * 3 }),
    fc.shuffledSubarray([...LOG], { minLength: LOG.length }),
    fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 6 }),
  )
  .map(([repeated, whole, sizes]) => {
    // The whole log is in there, somewhere; the rest are repetitions.
    const events = repeated.flatMap((spec, i) => (i < whole.length ? [spec, whole[i] as Spec] : [spec]));
    const batches: Spec[][] = [];
    for (let from = 0, i = 0; from < events.length; i++) {
      const size = (sizes[i % sizes.length] as number) * 4;
      batches.push(events.slice(from, from + size));
      from += size;
    }
    return batches;
  });

describe('folding into the warehouse', () => {
  let folder: string;
  let warehouse: Warehouse;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-folding-test-'));
    warehouse = await Warehouse.open(
      { url: undefined, dataDir: folder },
      {
        id: '00000000-0000-4000-8000-000000000001',
        hasMembers: false,
        lastMemberNumbers: new Map(),
        bindWarehouse: async () => undefined,
      },
    );
    // Workspaces side by side: their batches share inserts, as in production, and each keeps its own order.
    const writer = new EventWriter(warehouse, () => undefined);
    const send = async (batches: readonly Spec[][], workspace: number): Promise<void> => {
      for (const batch of batches) expect(await writer.write(batch.map((spec) => row(spec, workspace)))).toEqual([]);
    };
    const deliveries = fc.sample(deliveryOfLog, { numRuns: RUNS, seed: SEED });
    for (let from = 0; from < RUNS; from += 40) {
      await Promise.all(deliveries.slice(from, from + 40).map((batches, i) => send(batches, from + i + 1)));
    }
  }, 300_000);

  afterAll(async () => {
    await warehouse.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** One text a workspace; @returns the distinct ones: one, if all runs ended the same. */
  const states = async (sql: string): Promise<unknown[]> => {
    const rows = await warehouse.query({
      name: 'test',
      sql: `SELECT workspace, arraySort(groupArray(state)) AS states FROM (${sql}) GROUP BY workspace`,
      params: {},
      row: z.object({ workspace: z.number(), states: z.array(z.string()) }),
    });
    expect(rows).toHaveLength(RUNS);
    return [...new Set(rows.map((r) => JSON.stringify(r.states)))].map((text) => JSON.parse(text));
  };

  it(`leaves the same member sets whatever the order (seed ${SEED})`, async () => {
    const found =
      await states(`SELECT workspace, toJSONString(tuple(fact, dimension, value, grain, toString(period), chunk,
        arraySort(bitmapToArray(groupBitmapMergeState(members))))) AS state
      FROM member_sets GROUP BY workspace, fact, dimension, value, grain, period, chunk`);
    const sets = new Map<string, Set<number>>();
    for (const spec of LOG) {
      if (!ACTIVITY.has(spec.type) || !spec.member) continue;
      for (const [dimension, value] of [
        ['', ''],
        ['platform', spec.platform ?? 'unknown'],
      ]) {
        for (const [grain, period] of [
          ['day', spec.at.slice(0, 10)],
          ['month', `${spec.at.slice(0, 7)}-01`],
        ]) {
          const key = JSON.stringify(['active', dimension, value, grain, period, spec.member >> 22]);
          sets.set(key, (sets.get(key) ?? new Set()).add(spec.member));
        }
      }
    }
    const naive = [...sets].map(([key, members]) =>
      JSON.stringify([...JSON.parse(key), [...members].sort((a, b) => a - b)]),
    );
    expect(found).toEqual([naive.sort()]);
  });

  it('leaves the same deliveries', async () => {
    const statuses = ['sent', 'delivered', 'read', 'failed'];
    const facts = ['channel', 'platform', 'error_code'];
    const found =
      await states(`SELECT workspace, toJSONString(tuple(toString(day), lower(hex(message_key)), lower(hex(recipient_key)),
        ${statuses.map((status) => `toUnixTimestamp64Milli(minOrNullIf(at, status = '${status}'))`).join(', ')},
        minIf((at, sender), sender != 0).2,
        ${facts.map((fact) => `minIf((at, toString(${fact})), ${fact} != '').2`).join(', ')})) AS state
      FROM deliveries GROUP BY workspace, day, message_key, recipient_key`);
    expect(found).toEqual([naiveDeliveries().sort()]);
  });

  it('leaves the same minima of messages', async () => {
    const times = ['first_sent', 'first_status', 'delivered_ms', 'read_ms'];
    const found =
      await states(`SELECT workspace, toJSONString(tuple(block, lower(hex(reinterpretAsFixedString(message_key))),
        lower(hex(reinterpretAsFixedString(recipient_key))), min(first_day), max(last_day),
        ${times.map((name) => `toString(min(${name}))`).join(', ')}, max(has_failed), min(first_sender), max(last_sender),
        toString(min(first_channel)), toString(max(last_channel)))) AS state
      FROM messages GROUP BY workspace, block, message_key, recipient_key`);
    expect(found).toHaveLength(1);
    const hashes = await warehouse.query({
      name: 'test',
      sql: `SELECT arrayMap(name -> toString(sipHash64(name)), ['sms', 'chat']) AS hashes`,
      params: {},
      row: z.object({ hashes: z.tuple([z.string(), z.string()]) }),
    });
    expect(found).toEqual([naiveMessages(...(hashes[0]?.hashes ?? ['', ''])).sort()]);
  });

  it('leaves the same sendings, and the same first receipts of channels', async () => {
    const sendings =
      await states(`SELECT workspace, toJSONString(tuple(lower(hex(message_key)), sender, toString(min(first_at)))) AS state
      FROM sends GROUP BY workspace, message_key, sender`);
    // Two members claim to have sent x1, at one instant.
    const expected = [
      ...[3, 4].map((sender) => [hash('m1'), sender, '2013-11-30 23:59:59.500']),
      [hash('m2'), 3, '2013-12-03 08:00:00.000'],
    ];
    expect(sendings).toEqual([expected.map((one) => JSON.stringify(one)).sort()]);
    const receipts =
      await states(`SELECT workspace, concat(channel, ' ', toString(min(first_day)), ' ', toString(min(first_read_day))) AS state
      FROM receipt_days GROUP BY workspace, channel`);
    expect(receipts).toEqual([['chat 2013-12-01 2013-12-01', 'sms 2013-11-30 2299-12-31']]);
  });

  it('leaves the same signups', async () => {
    const found = await states(
      `SELECT workspace, toJSONString(tuple(member_no, toString(day), source)) AS state FROM signups FINAL`,
    );
    const naive = [1, 2].map((member) => {
      const [first] = LOG.filter((spec) => spec.type === 'member.signed_up' && spec.member === member)
        .map((spec) => ({ spec, key: `${spec.at} ${queued(spec).event_key} ${queued(spec).content_hash}` }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      return JSON.stringify([member, first?.spec.at.slice(0, 10), first?.spec.source ?? '']);
    });
    expect(found).toEqual([naive.sort()]);
  });

  it('keeps each distinct event once, both contents of a conflicting one among them', async () => {
    const found = await states(`SELECT workspace, concat(lower(hex(event_key)), lower(hex(content_hash))) AS state
      FROM events GROUP BY workspace, day, type, event_key, content_hash`);
    expect(found).toEqual([LOG.map((spec) => queued(spec).event_key + queued(spec).content_hash).sort()]);
  });

  it('keeps how far the data reaches', async () => {
    const found = await states(`SELECT workspace, concat(type, ' ', toString(day), ' ',
        toString(toUnixTimestamp64Milli(min(first_at))), ' ', toString(toUnixTimestamp64Milli(max(last_at)))) AS state
      FROM event_days GROUP BY workspace, type, day`);
    const times = new Map<string, number[]>();
    for (const { type, at } of LOG) {
      const key = `${type} ${at.slice(0, 10)}`;
      times.set(key, [...(times.get(key) ?? []), Date.parse(at)]);
    }
    const naive = [...times].map(([key, all]) => `${key} ${Math.min(...all)} ${Math.max(...all)}`);
    expect(found).toEqual([naive.sort()]);
  });
});

/** The earliest time of each status of each (day, message, recipient); of each fact the value of the earliest that says it. */
function naiveDeliveries(): string[] {
  const groups = new Map<string, Spec[]>();
  for (const spec of LOG) {
    if (!spec.message) continue;
    const key = JSON.stringify([
      spec.at.slice(0, 10),
      hash(spec.message),
      spec.recipient ? hash(spec.recipient) : '0'.repeat(32),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), spec]);
  }
  return [...groups].map(([key, specs]) => {
    const earliest = (type: EventType): number | null => {
      const times = specs.filter((spec) => spec.type === type).map((spec) => Date.parse(spec.at));
      return times.length > 0 ? Math.min(...times) : null;
    };
    const said = (value: (spec: Spec) => string | number | undefined): string | number => {
      const all = specs.filter((spec) => value(spec) !== undefined).map((spec) => [spec.at, value(spec)] as const);
      all.sort(([t1, v1], [t2, v2]) => (t1 < t2 || (t1 === t2 && (v1 as string) < (v2 as string)) ? -1 : 1));
      return all[0]?.[1] ?? '';
    };
    const statuses = (['message.sent', 'message.delivered', 'message.read', 'message.failed'] as const).map(earliest);
    const sender = said((spec) => (spec.type === 'message.sent' ? spec.member : undefined)) || 0;
    const facts = [said((s) => s.channel), said((s) => s.platform), said((s) => s.error)];
    return JSON.stringify([...JSON.parse(key), ...statuses, sender, ...facts]);
  });
}

/** Of each message and recipient, in sixteen days: first and last day, the first time of each status, and what senders and channels were said. */
function naiveMessages(sms: string, chat: string): string[] {
  const NEVER = String(2n ** 63n - 1n);
  const dayOf = (spec: Spec): number => Math.floor(Date.parse(spec.at) / 86_400_000);
  const groups = new Map<string, Spec[]>();
  for (const spec of LOG) {
    if (!spec.message) continue;
    const recipient = spec.recipient ? hash(spec.recipient) : '0'.repeat(32);
    const key = JSON.stringify([Math.floor(dayOf(spec) / 16), hash(spec.message), recipient]);
    groups.set(key, [...(groups.get(key) ?? []), spec]);
  }
  return [...groups].map(([key, specs]) => {
    const earliest = (value: (spec: Spec) => bigint, ...types: EventType[]): string => {
      const values = specs.filter(({ type }) => types.includes(type)).map(value);
      return String(values.sort((a, b) => (a < b ? -1 : 1))[0] ?? NEVER);
    };
    const ms = (spec: Spec): bigint => BigInt(Date.parse(spec.at));
    const stamp = (spec: Spec): bigint => ms(spec) * 2n ** 18n + BigInt(dayOf(spec) + 2 ** 17);
    const days = specs.map(dayOf);
    const senders = specs.flatMap(({ type, member }) => (type === 'message.sent' && member ? [member] : []));
    const channels = specs
      .flatMap(({ channel }) => (channel ? [BigInt(channel === 'sms' ? sms : chat)] : []))
      .sort((a, b) => (a < b ? -1 : 1));
    return JSON.stringify([
      ...JSON.parse(key),
      ...[Math.min(...days), Math.max(...days), earliest(stamp, 'message.sent')],
      earliest(stamp, 'message.delivered', 'message.read', 'message.failed'),
      ...[earliest(ms, 'message.delivered'), earliest(ms, 'message.read')],
      specs.some(({ type }) => type === 'message.failed') ? 1 : 0,
      ...[Math.min(2 ** 32 - 1, ...senders), Math.max(0, ...senders)],
      ...[String(channels[0] ?? 2n ** 64n - 1n), String(channels.at(-1) ?? 0n)],
    ]);
  });
}
