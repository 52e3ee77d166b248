import { createHash } from 'node:crypto';
import { DAY_MS, type Simulation, simulate } from '@grapevine/simulator';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { NAIVE_PERIODS } from '../support/naive-calendar.js';
import { instantOf, type NaiveRecord, readNaiveLog, type WireEvent } from '../support/naive-log.js';
import { asSent } from '../support/simulator-sending.js';
import { type Counts, SimulatedTruth } from '../support/simulator-truth.js';

const SMALL: Simulation = { seed: 1, members: 40, days: 40, startDay: '2013-09-15' };
const LARGER: Simulation = { seed: 7, members: 240, days: 45, startDay: '2013-09-15' };
const TIME_ZONE = 'America/Sao_Paulo';
const DEFAULT_TYPES = ['member.active', 'message.sent', 'message.read'];
const DAY = NAIVE_PERIODS.day as (day: string) => string;
const MONTH = NAIVE_PERIODS.month as (day: string) => string;
const ALL = (): string => 'all';

const textOf = (log: Iterable<WireEvent>): string[] => [...log].map((event) => JSON.stringify(event));
const hashOf = (log: Iterable<WireEvent>): string => createHash('sha256').update(textOf(log).join('\n')).digest('hex');

describe('the log of the simulator', () => {
  it('is the same for the same seed, to the byte, on every machine', () => {
    expect(hashOf(simulate(SMALL))).toBe('e6914118f29034c8bd8dd9fc8116b3fdbf249212a586f9c47f42acbb34777707');
  });

  it('is another for another seed', () => {
    expect(hashOf(simulate({ ...SMALL, seed: 2 }))).not.toBe(hashOf(simulate(SMALL)));
  });

  it('does not depend on who listens', () => {
    expect(hashOf(simulate(SMALL, new SimulatedTruth('Asia/Kathmandu')))).toBe(hashOf(simulate(SMALL)));
  });

  it('streams: its beginning does not wait for its end', () => {
    const endless = simulate({ ...SMALL, days: 1_000_000_000 });
    expect(endless.next().value).toMatchObject({ type: expect.any(String) });
  });

  it('is sent in another order, with a tenth of it twice', () => {
    const log = textOf(simulate(SMALL));
    const batches = [...asSent(simulate(SMALL), 3)];
    const sent = batches.flatMap((batch) => textOf(batch));
    expect(new Set(sent)).toEqual(new Set(log));
    expect(sent.length / log.length).toBeGreaterThan(1.08);
    expect(sent.length / log.length).toBeLessThan(1.12);
    expect(sent.slice(0, 100)).not.toEqual(log.slice(0, 100));
    expect(new Set(batches.map(({ length }) => length)).size).toBeGreaterThan(3);
    expect(batches.map((batch) => textOf(batch))).toEqual(
      [...asSent(simulate(SMALL), 3)].map((batch) => textOf(batch)),
    );
  });
});

describe('the service that is simulated', () => {
  const truth = new SimulatedTruth(TIME_ZONE);
  let log: WireEvent[];

  beforeAll(() => {
    log = [...simulate(LARGER, truth)];
  });

  const ofType = (type: string): WireEvent[] => log.filter((event) => event.type === type);
  const within = (share: number, least: number, most: number): void => {
    expect(share).toBeGreaterThan(least);
    expect(share).toBeLessThan(most);
  };
  const share = (counts: Counts, name: string): number =>
    (counts[name] ?? 0) / Object.values(counts).reduce((sum, count) => sum + count, 0);

  it('is sent from members in phones, countries and versions of the time', () => {
    const by = (dimension: 'platform' | 'manufacturer' | 'country') => truth.activeMembersBy(dimension, ALL);
    within(share(by('platform'), 'all/android'), 0.3, 0.55);
    within(share(truth.signupsBy('manufacturer', ALL), 'all/Nokia'), 0.15, 0.4);
    for (const platform of ['windows', 's40', 'symbian', 'blackberry', 'ios']) {
      within(share(by('platform'), `all/${platform}`), 0.02, 0.4);
    }
    within(share(by('country'), 'all/IN'), 0.1, 0.35);
    expect(Object.keys(by('country')).length).toBeGreaterThan(8);
    const models = ofType('member.signed_up').map(({ properties }) => (properties as { model?: string })?.model);
    expect(models.filter((model) => model?.startsWith('Lumia')).length).toBeGreaterThan(3);
    expect(models.filter((model) => model?.startsWith('Asha')).length).toBeGreaterThan(3);
    const versions = truth.activeMembersBy('app_version', MONTH);
    expect(versions['2013-09/2.11']).toBeUndefined();
    expect(versions['2013-10/2.11']).toBeGreaterThan(5);
  });

  it('grows by itself, by advertisements, and by invitations that are really sent', () => {
    const sources = truth.signupsBy('source', ALL);
    within(share(sources, 'all/organic'), 0.3, 0.6);
    within(share(sources, 'all/invite'), 0.2, 0.45);
    within(share(sources, 'all/paid:radio'), 0.01, 0.12);
    within(share(sources, 'all/paid:search'), 0.02, 0.15);
    within(share(sources, 'all/unknown'), 0.04, 0.2);
    expect(truth.signupsByInvite(ALL).all).toBeLessThan(truth.invites(ALL).all as number);
    const byInvite = [...truth.signups.values()].filter(({ source }) => source === 'invite');
    const inviters = new Set(ofType('member.invited').map(({ member_id: inviter }) => inviter));
    const named = byInvite.flatMap(({ invitedBy }) => invitedBy ?? []);
    within(named.length / byInvite.length, 0.75, 1);
    // The invitation itself may still be on its way where the log ends.
    within(named.filter((inviter) => inviters.has(inviter)).length / named.length, 0.95, 1.01);
    const signups = truth.signupCounts(MONTH);
    expect((signups['2013-10'] as number) / 29).toBeGreaterThan((signups['2013-09'] as number) / 16);
  });

  it('is used daily, weekly, or for a while', () => {
    const daysOf = new Map<string, Set<string>>();
    for (const { member, day } of readNaiveLog(log, { timeZone: TIME_ZONE, activityTypes: ['member.active'] })
      .activity) {
      daysOf.set(member, (daysOf.get(member) ?? new Set()).add(day));
    }
    const active = [...daysOf.values()].map(({ size }) => size);
    within(active.filter((days) => days > 30).length / active.length, 0.1, 0.5);
    within(active.filter((days) => days < 10).length / active.length, 0.2, 0.6);
    const weekend = Object.entries(truth.activeMembers(DAY)).filter(([day]) =>
      [0, 6].includes(new Date(day).getUTCDay()),
    );
    expect(weekend.length).toBeGreaterThan(11);
    const local = ofType('message.sent').flatMap(({ occurred_at: at }) =>
      typeof at === 'string' ? at.slice(11, 13) : [],
    );
    const atNight = local.filter((hour) => hour >= '02' && hour < '06').length / local.length;
    const inTheEvening = local.filter((hour) => hour >= '18' && hour < '22').length / local.length;
    expect(atNight).toBeGreaterThan(0.01);
    expect(inTheEvening).toBeGreaterThan(atNight * 2);
  });

  it('loses, delays, repeats and contradicts receipts as networks do', () => {
    const { lives } = truth;
    const part = (is: (life: (typeof lives)[number]) => boolean): number => lives.filter(is).length / lives.length;
    const took = lives.flatMap(({ sentAt, deliveredAt }) => (sentAt && deliveredAt ? [deliveredAt - sentAt] : []));
    took.sort((a, b) => a - b);
    within(
      part(({ deliveredAt }) => deliveredAt !== undefined),
      0.75,
      0.95,
    );
    within(
      part(({ readAt }) => readAt !== undefined),
      0.4,
      0.75,
    );
    within(
      part(({ failedAt }) => failedAt !== undefined),
      0.01,
      0.04,
    );
    within(
      part(({ failedAt, deliveredAt }) => failedAt !== undefined && deliveredAt !== undefined),
      0.002,
      0.015,
    );
    within(
      part(({ sentAt }) => sentAt === undefined),
      0.005,
      0.03,
    );
    within(
      part(({ readAt, deliveredAt }) => readAt !== undefined && deliveredAt === undefined),
      0.004,
      0.03,
    );
    within(
      part(({ group }) => group),
      0.1,
      0.35,
    );
    within(
      part(({ channel }) => channel === undefined),
      0.002,
      0.03,
    );
    within(
      part(({ recipient }) => recipient === undefined),
      0.03,
      0.15,
    );
    expect(new Set(lives.map(({ channel }) => channel))).toEqual(
      new Set(['chat', 'push', 'sms', 'whatsapp', undefined]),
    );
    const ofSms = lives.filter(({ channel }) => channel === 'sms');
    expect(ofSms.filter(({ deliveredAt, readAt }) => deliveredAt !== undefined || readAt !== undefined)).toEqual([]);
    within(took[Math.floor(took.length / 2)] as number, 1_000, 10_000);
    within(took.filter((delay) => delay < 0).length / took.length, 0.01, 0.15);
    within(took.filter((delay) => delay === 0).length / took.length, 0.001, 0.05);
    within(took.filter((delay) => delay > 8 * DAY_MS).length / took.length, 0.002, 0.04);
    expect(Object.keys(countOf(ofType('message.failed').map(({ error_code: code }) => typeof code))).sort()).toEqual([
      'number',
      'string',
    ]);
  });

  it('writes a log in which events come late, twice, and in no order of time', () => {
    const texts = textOf(log);
    within(1 - new Set(texts).size / texts.length, 0.005, 0.04);
    const reached = { at: Number.NEGATIVE_INFINITY };
    const behind = log.map((event) => {
      reached.at = Math.max(reached.at, instantOf(event));
      return reached.at - instantOf(event);
    });
    within(behind.filter((late) => late > DAY_MS).length / behind.length, 0.002, 0.05);
    const withId = log.filter(({ id }) => id !== undefined);
    within(withId.length / log.length, 0.5, 0.7);
    const end = Date.parse(`${LARGER.startDay}T00:00:00Z`) + LARGER.days * DAY_MS;
    expect(Math.max(...log.map(instantOf))).toBeLessThan(end + 100_000);
  });

  it.each([TIME_ZONE, 'Asia/Kathmandu', 'Pacific/Apia'])('is told the truth about: recounted in %s', (timeZone) => {
    const told = new SimulatedTruth(timeZone);
    for (const _ of simulate(LARGER, told));
    const { activity, signups } = readNaiveLog(log, { timeZone, activityTypes: DEFAULT_TYPES });
    const members = (records: readonly NaiveRecord[], keyOf: (record: NaiveRecord) => string): Counts =>
      countOf(new Set(records.map((record) => `${keyOf(record)}|${record.member}`)), (key) => key.split('|')[0] ?? '');
    for (const periodOf of [DAY, MONTH]) {
      expect(told.activeMembers(periodOf)).toEqual(members(activity, ({ day }) => periodOf(day)));
      expect(told.signupCounts(periodOf)).toEqual(members(signups, ({ day }) => periodOf(day)));
      for (const dimension of ['platform', 'manufacturer', 'country', 'app_version'] as const) {
        const keyOf = (record: NaiveRecord): string => `${periodOf(record.day)}/${record.valueOf(dimension)}`;
        expect(told.activeMembersBy(dimension, periodOf)).toEqual(members(activity, keyOf));
        expect(told.signupsBy(dimension, periodOf)).toEqual(members(signups, keyOf));
      }
      const bySource = members(signups, (record) => `${periodOf(record.day)}/${record.valueOf('source')}`);
      expect(told.signupsBy('source', periodOf)).toEqual(bySource);
      const invites = new Set(textOf(ofType('member.invited')));
      const invitedOn = (text: string): string => periodOf(told.dayOf(instantOf(JSON.parse(text))));
      expect(told.invites(periodOf)).toEqual(countOf(invites, invitedOn));
      const sorted = [...activity].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
      const firstDays = new Map([...sorted].reverse().map(({ member, day }) => [member, day]));
      expect(told.newMembers(periodOf)).toEqual(countOf(firstDays.values(), periodOf));
    }
  });

  it('knows of every delivery what the log tells of it', () => {
    const times = (type: string, keyOf: (event: WireEvent) => string): Map<string, number> => {
      const earliest = new Map<string, number>();
      for (const event of ofType(type)) {
        const key = keyOf(event);
        earliest.set(key, Math.min(instantOf(event), earliest.get(key) ?? Number.POSITIVE_INFINITY));
      }
      return earliest;
    };
    const sent = times('message.sent', ({ message_id: message }) => String(message));
    const own = ({ message_id: message, recipient_id: recipient }: WireEvent): string => `${message} ${recipient}`;
    const [delivered, read, failed] = ['delivered', 'read', 'failed'].map((status) => times(`message.${status}`, own));
    const known = truth.lives.map(({ message, recipient }) => `${message} ${recipient}`);
    const knownKeys = new Set(known);
    expect(knownKeys.size).toBe(known.length);
    for (const status of [delivered, read, failed]) {
      expect([...(status?.keys() ?? [])].filter((key) => !knownKeys.has(key))).toEqual([]);
    }
    expect(new Set(truth.lives.flatMap(({ message, sentAt }) => (sentAt ? [message] : [])))).toEqual(
      new Set(sent.keys()),
    );
    const wrong = truth.lives.filter(({ message, recipient, ...life }) => {
      const key = `${message} ${recipient}`;
      const counted = [sent.get(message), delivered?.get(key), read?.get(key), failed?.get(key)];
      return String(counted) !== String([life.sentAt, life.deliveredAt, life.readAt, life.failedAt]);
    });
    expect(wrong).toEqual([]);
  });
});

function countOf(names: Iterable<string>, groupOf = (name: string): string => name): Counts {
  const counts: Counts = {};
  for (const name of names) counts[groupOf(name)] = (counts[groupOf(name)] ?? 0) + 1;
  return counts;
}
