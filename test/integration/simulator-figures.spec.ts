import type { DeliveryLife } from '@grapevine/simulator';
import { describe, expect, it } from '@jest/globals';
import { localDayIn, NAIVE_PERIODS } from '../support/naive-calendar.js';
import { arrivalFigures, percentile } from '../support/simulator-arrivals.js';
import { type DeliveryFilter, DeliverySums } from '../support/simulator-delivery.js';
import { SimulatedTruth } from '../support/simulator-truth.js';

/** The sums of the simulator's truth, on cases worked out by hand. */
const DAY = NAIVE_PERIODS.day as (day: string) => string;
const MONTH = NAIVE_PERIODS.month as (day: string) => string;
const at = (text: string): number => Date.parse(`2013-10-${text}Z`);
const phone = (platform: string) => ({ platform, manufacturer: undefined, country: undefined, app_version: '2.9' });

describe('the truth about deliveries', () => {
  const life = (message: string, rest: Partial<DeliveryLife>): DeliveryLife => ({
    ...{ message, recipient: 'bob', group: false, channel: 'chat' },
    ...rest,
  });
  const figures = (lives: readonly DeliveryLife[], by?: 'channel' | 'platform' | 'error_code') =>
    new DeliverySums(lives, localDayIn('UTC')).figures(DAY, by);
  const sentAt = at('01T12:00:00');

  it('counts what is delivered within seven days as of the day of sending, and the rest as late where it lands', () => {
    const sums = figures([
      life('in time', { sentAt, deliveredAt: at('08T23:59:59') }),
      life('too late', { sentAt, deliveredAt: at('09T00:00:00'), readAt: at('12T00:00:00') }),
      life('only read', { sentAt, readAt: at('02T12:00:00') }),
      life('lost', { sentAt }),
    ]);
    expect(sums['2013-10-01']).toMatchObject({ sent: 4, delivered: 2, read: 1, delivery_rate: 0.5, read_rate: 0.5 });
    expect(sums['2013-10-01']).toMatchObject({ late_receipts: 0, read_of_sent_rate: 0.25 });
    expect(sums['2013-10-01']?.latency.sent_to_delivered.p50).toBe(7 * 86_400 + 43_199);
    expect(sums['2013-10-09']).toMatchObject({ sent: 0, late_receipts: 1, delivery_rate: null });
    expect(sums['2013-10-12']).toMatchObject({ sent: 0, late_receipts: 1 });
  });

  it('tells failures from contradictions, and clocks that are wrong from messages that are', () => {
    const sums = figures([
      life('failed', { sentAt, failedAt: sentAt + 5, errorCode: '7' }),
      life('both', { sentAt, failedAt: sentAt + 5, deliveredAt: sentAt - 2_000, errorCode: '7' }),
    ]);
    expect(sums['2013-10-01']).toMatchObject({ sent: 2, delivered: 1, failed: 1, contradictory: 1, failure_rate: 0.5 });
    expect(sums['2013-10-01']?.latency.sent_to_delivered).toEqual({
      p50: -2,
      p90: -2,
      p95: -2,
      p99: -2,
      pairs: 1,
      negative: 1,
    });
  });

  it('takes the day of the first status where the sending was not seen', () => {
    const sums = figures([life('unseen', { deliveredAt: at('03T00:00:00'), readAt: at('04T00:00:00') })]);
    expect(Object.entries(sums)).toHaveLength(1);
    expect(sums['2013-10-03']).toMatchObject({ sent: 1, unseen_sent: 1, delivered: 1, read: 1 });
    expect(sums['2013-10-03']?.latency.sent_to_delivered.p50).toBeNull();
  });

  it('knows no rates of a channel that never reports', () => {
    const silent = [life('one', { channel: 'sms', sentAt }), life('two', { sentAt, deliveredAt: sentAt + 1 })];
    const sums = figures(silent, 'channel');
    expect(sums['2013-10-01/sms']).toMatchObject({ sent: 1, delivered: 0, delivery_rate: null, failure_rate: null });
    expect(sums['2013-10-01/chat']).toMatchObject({ sent: 1, delivery_rate: 1 });
    expect(figures(silent)['2013-10-01']).toMatchObject({ sent: 2, delivered: 1, delivery_rate: 1 });
  });

  it('knows no read rate of a channel that reports deliveries and never a read', () => {
    const push = (message: string, rest: Partial<DeliveryLife>) => life(message, { channel: 'push', sentAt, ...rest });
    const arrived = { deliveredAt: sentAt + 1 };
    const lives = [push('one', arrived), push('two', {}), life('three', { sentAt, ...arrived, readAt: sentAt + 2 })];
    const sums = figures([...lives, life('four', { sentAt })], 'channel');
    expect(sums['2013-10-01/push']).toMatchObject({ delivery_rate: 0.5, read_rate: null, read_of_sent_rate: null });
    expect(sums['2013-10-01/chat']).toMatchObject({ delivery_rate: 0.5, read_rate: 1, read_of_sent_rate: 0.5 });
    // Of three that arrived one was read, but of the two on push nobody can know.
    expect(figures([...lives, push('five', arrived)])['2013-10-01']).toMatchObject({ delivered: 3, read_rate: 1 });
    const later = push('six', { sentAt: at('09T12:00:00'), readAt: at('09T12:00:00') });
    expect(figures([...lives, later], 'channel')['2013-10-01/push']).toMatchObject({ read_rate: null });
    const inTime = push('six', { sentAt: at('08T12:00:00'), readAt: at('08T12:00:00') });
    expect(figures([...lives, inTime], 'channel')['2013-10-01/push']).toMatchObject({ read_rate: 0 });
  });

  it('knows rates of a channel from the days on which its first receipt still counts', () => {
    const sums = figures([
      life('before', { sentAt: at('01T12:00:00') }),
      life('within', { sentAt: at('05T12:00:00') }),
      life('first', { sentAt: at('02T12:00:00'), deliveredAt: at('12T00:00:00') }),
    ]);
    expect(sums['2013-10-01']).toMatchObject({ sent: 1, delivery_rate: null });
    expect(sums['2013-10-02']).toMatchObject({ sent: 1, delivery_rate: null });
    expect(sums['2013-10-05']).toMatchObject({ sent: 1, delivery_rate: 0 });
    const unnamed = figures([
      life('one', { channel: undefined, sentAt, deliveredAt: at('03T00:00:00') }),
      life('two', { channel: undefined, sentAt: at('03T12:00:00') }),
    ]);
    expect(unnamed['2013-10-01']).toMatchObject({ delivery_rate: 1 });
    expect(unnamed['2013-10-03']).toMatchObject({ sent: 1, delivery_rate: null });
  });

  it('sums those alone that have the facts asked for', () => {
    const lives = [
      life('a', { sentAt, senderPhone: phone('ios') }),
      life('b', { sentAt, senderPhone: phone('s40') }),
      life('c', { sentAt, senderPhone: phone('ios'), channel: 'sms' }),
    ];
    const sums = new DeliverySums(lives, localDayIn('UTC'));
    const sent = (filter: DeliveryFilter) => sums.figures(DAY, undefined, filter)['2013-10-01']?.sent;
    expect([{}, { platform: ['ios'] }, { platform: ['ios'], channel: ['chat', 'push'] }].map(sent)).toEqual([3, 2, 1]);
  });

  it('counts of a group those who are known to have got it, else the one message', () => {
    const group = { sentAt, group: true };
    const sums = figures([
      life('some', { ...group, recipient: 'bob', deliveredAt: sentAt + 1 }),
      life('some', { ...group, recipient: 'cleo', deliveredAt: at('20T00:00:00') }),
      life('nobody in time', { ...group, recipient: 'bob', deliveredAt: at('21T00:00:00') }),
      life('nobody', { ...group, recipient: undefined }),
    ]);
    expect(sums['2013-10-01']).toMatchObject({ sent: 3, delivered: 1 });
    expect(sums['2013-10-20']).toMatchObject({ sent: 0, late_receipts: 1 });
    expect(sums['2013-10-21']).toMatchObject({ sent: 0, late_receipts: 1 });
  });

  it('takes a fact from the earliest that states it, within the horizon', () => {
    const sender = { sentAt, senderPhone: phone('ios') };
    const facts = (lives: DeliveryLife[], by: 'platform' | 'error_code') => Object.keys(figures(lives, by));
    const read = { readAt: sentAt + 9, readerPhone: phone('s40') };
    expect(facts([life('one', { ...sender, ...read })], 'platform')).toEqual(['2013-10-01/ios']);
    expect(facts([life('one', { ...sender, ...read, readAt: sentAt - 9 })], 'platform')).toEqual(['2013-10-01/s40']);
    expect(facts([life('one', { ...read })], 'platform')).toEqual(['2013-10-01/s40']);
    const late = { failedAt: at('20T00:00:00'), errorCode: '7' };
    expect(facts([life('one', { ...sender, ...late })], 'error_code')).toEqual(['2013-10-01/unknown', '2013-10-20/7']);
  });
});

describe('the truth about arrivals', () => {
  it('counts who came how, and who began within how many days', () => {
    const truth = new SimulatedTruth('UTC');
    const signUp = (member: string, source: string | undefined) =>
      truth.signedUp({ ...phone('s40'), member, at: at('01T00:00:00'), source, invitedBy: undefined });
    signUp('ann', 'organic');
    signUp('bob', 'invite');
    signUp('cleo', 'organic');
    signUp('dan', 'organic');
    for (const member of ['ann', 'bob', 'cleo', 'dan', 'eve']) truth.active(member, at('03T00:00:00'), phone('s40'));
    for (let i = 0; i < 2; i++) truth.invited('ann', at('02T00:00:00'));
    truth.sent('ann', at('02T00:00:00'));
    truth.sent('ann', at('01T12:00:00') - 86_400_000);
    truth.sent('bob', at('02T00:00:00') + 1);
    truth.sent('cleo', at('30T00:00:00'));
    expect(arrivalFigures(truth, MONTH, '2013-10')).toEqual({
      invites: 2,
      invite_rate: 0.4,
      conversion: 0.5,
      k_factor: 0.2,
      organic_share: 0.75,
      activation_1d: 0.25,
      activation_7d: 0.5,
      activation_28d: 0.5,
      time_to_first_message_p50: 86_400.0005,
      time_to_first_message_p90: expect.closeTo(86_400.0009, 6),
    });
    expect(arrivalFigures(truth, MONTH, '2013-11')).toMatchObject({
      invites: 0,
      invite_rate: null,
      organic_share: null,
    });
    signUp('eve', undefined);
    expect(arrivalFigures(truth, MONTH, '2013-10').organic_share).toBe(0.6);
    signUp('fay', undefined);
    expect(arrivalFigures(truth, MONTH, '2013-10').organic_share).toBeNull();
  });

  it('interpolates between percentiles as numpy does', () => {
    expect([0, 0.5, 0.9, 1].map((p) => percentile([15, 20, 35, 40, 50], p))).toEqual([15, 35, 46, 50]);
    expect(percentile([], 0.5)).toBeNull();
  });
});
