import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OTHER_SEGMENT } from '@grapevine/contracts';
import { deliveryFiguresOf } from '@grapevine/metrics';
import type { IncomingRow, QueuedEvent } from '@grapevine/pipeline';
import { deliveryFigures, EventWriter, Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { localDayIn, NAIVE_PERIODS } from '../support/naive-calendar.js';
import { type NaiveDeliverySettings, naiveFigures, naiveGroups, naiveLives } from '../support/naive-delivery.js';
import { instantOf, type WireEvent } from '../support/naive-log.js';
import { randomFrom, shuffled } from '../support/random.js';
import { randomDeliveries } from '../support/random-deliveries.js';

jest.setTimeout(300_000);

/**
 * Deliveries as the warehouse reduces them, against a second opinion that looks at every day of every message by itself: random
 * logs in any order and with repetitions, in three zones, and the cases that go wrong elsewhere one by one.
 */
const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? 20131219);
const ZONES = ['UTC', 'America/Sao_Paulo', 'Asia/Kathmandu'];
const HORIZONS = { sms: 3, push: 12 };
const LOGS = 2;
/** From which period on chat is known to report reads; sms is always, and of messages without a channel it is found by period. */
const CHAT_IS_READ: Readonly<Record<string, string>> = { day: '2013-10-16', week: '2013-10-14', month: '2013-11-01' };
/** Two changes of the clock in Sao Paulo, at midnight, lie in these sixty days or near them. */
const FROM = Date.UTC(2013, 8, 25);

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
const key = (value: unknown): string => (value === undefined ? '' : hash(String(value)));
const text = (value: unknown): string => (value === undefined ? '' : String(value));

const members = new Map<string, number>();
const memberNo = (id: string): number => {
  if (id === '') return 0;
  if (!members.has(id)) members.set(id, members.size + 1);
  return members.get(id) as number;
};

function rowOf(event: WireEvent, workspace: number, dayOf: (instant: number) => string): IncomingRow {
  const at = instantOf(event);
  const queued: QueuedEvent = {
    type: event.type as QueuedEvent['type'],
    event_key: hash(JSON.stringify(event)),
    content_hash: hash(JSON.stringify(event)),
    occurred_at: at,
    ...{ member_hash: '', inviter_hash: '', source: '', properties: {} },
    ...{ message_key: key(event.message_id), recipient_key: key(event.recipient_id) },
    ...{ channel: text(event.channel), error_code: text(event.error_code), platform: text(event.platform) },
    ...{ manufacturer: text(event.manufacturer), country: text(event.country), app_version: text(event.app_version) },
  };
  const member_no = memberNo(text(event.member_id));
  return {
    revision: 1,
    workspace,
    day: dayOf(at),
    member_no,
    inviter_no: 0,
    active: false,
    folded_standard: 0,
    event: queued,
  };
}

type Question = Parameters<typeof deliveryFigures>[1];
type Lives = ReturnType<typeof naiveLives>;

describe('delivery figures', () => {
  let folder: string;
  let warehouse: Warehouse;
  let writer: EventWriter;
  let workspaces = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-delivery-test-'));
    const instance = { id: '00000000-0000-4000-8000-000000000001', hasMembers: false, lastMemberNumbers: new Map() };
    const bindWarehouse = async () => undefined;
    warehouse = await Warehouse.open({ url: undefined, dataDir: folder }, { ...instance, bindWarehouse });
    writer = new EventWriter(warehouse, () => undefined);
  }, 120_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** @returns the workspace that the events are in, each at least once, in some order */
  const store = async (events: readonly WireEvent[], timeZone: string, seed: number): Promise<number> => {
    const workspace = ++workspaces;
    const dayOf = localDayIn(timeZone);
    const random = randomFrom(seed);
    const repeated = shuffled([...events, ...events.filter(() => random() < 0.3)], seed);
    for (let from = 0; from < repeated.length; ) {
      const size = 1 + Math.floor(random() * 900);
      const batch = repeated.slice(from, from + size).map((event) => rowOf(event, workspace, dayOf));
      expect(await writer.write(batch)).toEqual([]);
      from += size;
    }
    return workspace;
  };

  const exclude = (workspace: number, member: string): Promise<void> =>
    warehouse.insertText(
      'exclusions (workspace, dimension, value, member_no, version, decision, excluded)',
      'JSONEachRow',
      JSON.stringify({
        ...{ workspace, dimension: '', value: '', member_no: memberNo(member), version: 1, excluded: 1 },
        decision: '00000000-0000-4000-8000-000000000002',
      }),
    );

  const question = (workspace: number, more: Partial<Question> = {}): Question => ({
    ...{ workspace, revision: 1, excludesMembers: false, excludedSegments: [] },
    ...{ from: '2013-01-01', to: '2014-12-31', span: 'day', filters: [] },
    horizons: { standard: 7, ofChannels: HORIZONS },
    reporting: {
      silent: ['push'],
      since: { sms: '1900-01-01', chat: '1900-01-01', unknown: '1900-01-01' },
      readsSince: { sms: '1900-01-01', chat: CHAT_IS_READ[more.span ?? 'day'] ?? '' },
    },
    ...more,
  });

  /** By period, or period and segment. */
  const figures = async (asked: Question, by?: string): Promise<Map<string, object>> => {
    const rows = await deliveryFigures(
      warehouse,
      asked,
      by === undefined ? undefined : { dimension: by, most: 100, otherLabel: OTHER_SEGMENT },
    );
    const nameOf = (start: string): string => NAIVE_PERIODS[asked.span]?.(start) ?? '';
    return new Map(
      rows.map((row) => [
        by === undefined ? nameOf(row.bucket) : `${nameOf(row.bucket)}/${row.segment}`,
        deliveryFiguresOf(row),
      ]),
    );
  };

  /** @param all with those that are not asked about */
  const expected = (lives: Lives, span: string, by?: string, all: Lives = lives): Map<string, object> => {
    const placeOf = ({ day, facts }: Lives[number]) => `${NAIVE_PERIODS[span]?.(day)}/${facts.channel}`;
    const read = new Set(all.filter((life) => life.read).map(placeOf));
    const readsSince = { sms: '', chat: NAIVE_PERIODS[span]?.(CHAT_IS_READ[span] ?? '') };
    const isReader = (life: Lives[number]): boolean => {
      const since = readsSince[life.facts.channel as keyof typeof readsSince];
      return read.has(placeOf(life)) || (since !== undefined && (NAIVE_PERIODS[span]?.(life.day) ?? '') >= since);
    };
    const groups = [...naiveGroups(lives, span, by)];
    return new Map(
      groups.map(([name, group]) => [name, naiveFigures(group, (channel) => channel !== 'push', isReader)]),
    );
  };

  const plain = (answer: ReadonlyMap<string, object>) =>
    Object.fromEntries(
      [...answer]
        .sort()
        .map(([name, row]) => [
          name,
          JSON.parse(JSON.stringify(row, (_, value) => (typeof value === 'number' ? Number(value.toFixed(6)) : value))),
        ]),
    );

  const lives = (events: readonly WireEvent[], settings: NaiveDeliverySettings) =>
    naiveLives(events, { horizons: HORIZONS, ...settings });

  describe.each(ZONES)('of random logs in %s', (timeZone) => {
    it.each(Array.from({ length: LOGS }, (_, i) => SEED + i))('seed %i', async (seed) => {
      const events = randomDeliveries(seed, 120, FROM);
      const workspace = await store(events, timeZone, seed);
      const all = lives(events, { timeZone });
      const day = localDayIn(timeZone)(FROM + 30 * 86_400_000);
      for (const span of ['day', 'week', 'month'] as const) {
        expect(plain(await figures(question(workspace, { span })))).toEqual(plain(expected(all, span)));
      }
      for (const by of ['channel', 'country', 'error_code']) {
        expect(plain(await figures(question(workspace, { span: 'month' }), by))).toEqual(
          plain(expected(all, 'month', by)),
        );
      }
      // A day's answer is the same, whatever range it is asked in.
      const onDay = all.filter((life) => life.day === day);
      expect(plain(await figures(question(workspace, { from: day, to: day }), 'channel'))).toEqual(
        plain(expected(onDay, 'day', 'channel')),
      );
      const filters = [
        { dimension: 'channel', values: ['sms', 'unknown'] },
        { dimension: 'platform', values: ['ios'] },
      ];
      const some = all.filter(
        ({ facts }) => ['sms', 'unknown'].includes(facts.channel ?? '') && facts.platform === 'ios',
      );
      expect(plain(await figures(question(workspace, { filters, span: 'week' }), 'error_code'))).toEqual(
        plain(expected(some, 'week', 'error_code', all)),
      );
    });

    it('without the messages of members who are excluded', async () => {
      const events = randomDeliveries(SEED, 120, FROM);
      const workspace = await store(events, timeZone, SEED);
      const excluded = ['sender 2', 'sender 5'];
      for (const member of excluded) await exclude(workspace, member);
      const naive = lives(events, { timeZone, excluded });
      for (const by of [undefined, 'channel', 'platform']) {
        const asked = question(workspace, { excludesMembers: true, span: 'week' });
        expect(plain(await figures(asked, by))).toEqual(plain(expected(naive, 'week', by)));
      }
    });
  });

  describe('of the cases that go wrong elsewhere', () => {
    const at = (time: string) => `2013-11-${time}Z`;
    const event = (type: string, time: string, more: WireEvent = {}): WireEvent => ({
      ...{ type: `message.${type}`, message_id: 'm', occurred_at: at(time), channel: 'chat' },
      ...(type === 'sent' ? { member_id: 'ann' } : {}),
      ...more,
    });
    const [r1, r2] = [{ recipient_id: 'r1' }, { recipient_id: 'r2' }];
    const [sms, push] = [{ channel: 'sms' }, { channel: 'push' }];
    const DAY5 = '2013-11-05';

    /** [sent, delivered, read, failed, contradictory, late_receipts, unseen_sent] of each day that has any. */
    const CASES: readonly [string, readonly WireEvent[], Record<string, number[]>][] = [
      [
        'delivered before sent',
        [event('sent', '05T10:00:00'), event('delivered', '05T09:59:58')],
        { [DAY5]: [1, 1, 0, 0, 0, 0, 0] },
      ],
      [
        'delivered on the day before the sending',
        [event('sent', '05T00:00:01'), event('delivered', '04T23:59:59')],
        { [DAY5]: [1, 1, 0, 0, 0, 0, 0] },
      ],
      [
        'read without delivered',
        [event('sent', '05T10:00:00'), event('read', '05T10:00:09')],
        { [DAY5]: [1, 1, 1, 0, 0, 0, 0] },
      ],
      [
        'failed after delivered',
        [event('sent', '05T10:00:00'), event('delivered', '05T10:00:01'), event('failed', '06T10:00:00')],
        { [DAY5]: [1, 1, 0, 0, 1, 0, 0] },
      ],
      [
        'failed and nothing else',
        [event('sent', '05T10:00:00'), event('failed', '06T10:00:00')],
        { [DAY5]: [1, 0, 0, 1, 0, 0, 0] },
      ],
      [
        'everything at one instant',
        ['sent', 'delivered', 'read', 'failed'].map((type) => event(type, '05T10:00:00')),
        { [DAY5]: [1, 1, 1, 0, 1, 0, 0] },
      ],
      [
        'a group message with one sent and many receipts',
        [
          event('sent', '05T10:00:00'),
          event('delivered', '05T10:00:01', r1),
          event('read', '07T10:00:00', r1),
          event('failed', '06T10:00:00', r2),
        ],
        { [DAY5]: [2, 1, 1, 1, 0, 0, 0] },
      ],
      [
        'receipts on the last day of the horizon and on the one after it',
        [event('sent', '05T10:00:00'), event('delivered', '12T23:59:59'), event('read', '13T00:00:00')],
        { [DAY5]: [1, 1, 0, 0, 0, 0, 0], '2013-11-13': [0, 0, 0, 0, 0, 1, 0] },
      ],
      [
        'two receipts of one status after the horizon, and one of another',
        [
          event('sent', '05T10:00:00'),
          event('delivered', '20T10:00:00'),
          event('delivered', '21T10:00:00'),
          event('failed', '21T10:00:00'),
        ],
        { [DAY5]: [1, 0, 0, 0, 0, 0, 0], '2013-11-20': [0, 0, 0, 0, 0, 1, 0], '2013-11-21': [0, 0, 0, 0, 0, 1, 0] },
      ],
      [
        'a shorter horizon',
        [event('sent', '05T10:00:00', sms), event('delivered', '09T10:00:00', sms)],
        { [DAY5]: [1, 0, 0, 0, 0, 0, 0], '2013-11-09': [0, 0, 0, 0, 0, 1, 0] },
      ],
      [
        'a sending that nobody saw',
        [event('delivered', '05T10:00:00'), event('read', '08T10:00:00')],
        { [DAY5]: [1, 1, 1, 0, 0, 0, 1] },
      ],
      [
        'two channels with one message id',
        [
          event('sent', '05T10:00:00', { ...r1, ...sms }),
          event('sent', '05T11:00:00', { ...r2, ...push }),
          event('delivered', '08T11:00:00', { ...r1, ...sms }),
          event('delivered', '17T11:00:00', { ...r2, ...push }),
        ],
        { [DAY5]: [2, 2, 0, 0, 0, 0, 0] },
      ],
      [
        'a message sent again after the horizon',
        [event('sent', '05T10:00:00'), event('sent', '15T10:00:00'), event('delivered', '15T10:00:01')],
        { [DAY5]: [1, 0, 0, 0, 0, 0, 0], '2013-11-15': [1, 1, 0, 0, 0, 0, 0] },
      ],
    ];

    it.each(CASES)('%s', async (_, events, days) => {
      const workspace = await store(events, 'UTC', SEED);
      const found = await deliveryFigures(warehouse, question(workspace));
      const counts = found.map((row) => [
        row.bucket,
        [row.sent, row.delivered, row.read, row.failed, row.contradictory, row.late_receipts, row.unseen_sent],
      ]);
      expect(Object.fromEntries(counts)).toEqual(days);
      expect(plain(await figures(question(workspace)))).toEqual(
        plain(expected(lives(events, { timeZone: 'UTC' }), 'day')),
      );
    });

    it('an excluded sender, whose late receipts go too', async () => {
      const events = [
        ...[event('sent', '05T10:00:00'), event('delivered', '20T10:00:00')],
        ...[
          event('sent', '05T10:00:00', { message_id: 'n', member_id: 'bob' }),
          event('delivered', '06T10:00:00', { message_id: 'n' }),
        ],
        event('delivered', '06T10:00:00', { message_id: 'whose' }),
      ];
      const workspace = await store(events, 'UTC', SEED);
      await exclude(workspace, 'ann');
      const asked = question(workspace, { excludesMembers: true });
      const naive = lives(events, { timeZone: 'UTC', excluded: ['ann'] });
      expect(naive).toHaveLength(2);
      expect(plain(await figures(asked))).toEqual(plain(expected(naive, 'day')));
    });

    // Numbers are given by order of arrival: ann's is smaller than zoe's, whoever is the excluded one.
    it.each(['ann', 'zoe'])('two senders at one instant, of whom %s is excluded', async (excluded) => {
      const twice = (message_id: string, more: WireEvent = {}) =>
        ['ann', 'zoe'].map((member_id) => event('sent', '05T10:00:00', { message_id, member_id, ...more }));
      const events = [
        ...[...twice('plain'), event('delivered', '05T10:00:01', { message_id: 'plain' })],
        ...[...twice('late'), event('delivered', '20T10:00:00', { message_id: 'late' })],
        ...[...twice('group'), event('read', '06T10:00:00', { message_id: 'group', ...r1 })],
        // Of this one there was a first sender.
        ...[event('sent', '05T09:59:59', { message_id: 'bob', member_id: 'bob' }), ...twice('bob')],
        ...[event('sent', '05T10:00:00', { message_id: 'other', member_id: 'bob' })],
      ];
      memberNo('ann');
      const workspace = await store(events, 'UTC', SEED);
      await exclude(workspace, excluded);
      for (const by of [undefined, 'channel', 'country']) {
        const rows = await figures(question(workspace, { excludesMembers: true, span: 'month' }), by);
        expect([...rows.values()]).toMatchObject([{ sent: 2, delivered: 0, read: 0, late_receipts: 0 }]);
      }
      const naive = lives(events, { timeZone: 'UTC', excluded: [excluded] });
      expect(plain(await figures(question(workspace, { excludesMembers: true })))).toEqual(
        plain(expected(naive, 'day')),
      );
    });

    it('shows the largest segments by name and the others as one, with exact percentiles', async () => {
      const seconds = [4, -1, 9, 2, 7, 30];
      const events = seconds.flatMap((delay, i) => {
        const own = { message_id: `m${i}`, platform: ['ios', 'ios', 'ios', 's40', 's40', 'symbian'][i] };
        return [
          event('sent', '05T10:00:10', own),
          { ...event('delivered', '05T10:00:10', own), occurred_at: Date.parse(at('05T10:00:10')) + delay * 1_000 },
        ];
      });
      const workspace = await store(events, 'UTC', SEED);
      const rows = await deliveryFigures(warehouse, question(workspace), {
        dimension: 'platform',
        most: 1,
        otherLabel: OTHER_SEGMENT,
      });
      const shown = rows.map(
        (row) => [row.segment, row.size, deliveryFiguresOf(row).latency.sent_to_delivered] as const,
      );
      const [other, ios] = shown;
      // By hand, R-7: of -1, 4, 9 the median 4, and p90 at 1.8, so 4 + 0.8 x 5; of 2, 7, 30 the median 7, and p90 7 + 0.8 x 23.
      expect(ios?.slice(0, 2)).toEqual(['ios', 3]);
      expect(ios?.[2]).toMatchObject({ p50: 4, pairs: 3, negative: 1 });
      expect(ios?.[2].p90).toBeCloseTo(8, 9);
      expect(other?.[0]).toBe(OTHER_SEGMENT);
      expect(other?.[2]).toMatchObject({ p50: 7, pairs: 3, negative: 0 });
      expect(other?.[2].p90).toBeCloseTo(25.4, 9);
      expect(other?.[2].p99).toBeCloseTo(29.54, 9);
    });
  });
});
