import { describe, expect, it } from '@jest/globals';
import { arrivalsOf, arrivalValueOf, cameOf, measureOf } from './arrivals.js';
import { FirstMessages } from './first-messages.js';
import { dayNumber } from './local-days.js';
import { periodsOf } from './periods.js';

const DAY_MS = 86_400_000;
const MONTHS = periodsOf({ grain: 'month' });
const OCTOBER = dayNumber('2013-10-01');
const MONTH = MONTHS.of(OCTOBER);

describe('first messages', () => {
  it('are those at or after the signup, also where clocks go back over midnight', () => {
    const signedUp = new Map([[1, 1_000]]);
    const messages = new FirstMessages((member) => signedUp.get(member));
    const send = (day: number, member: number, at: number): void => {
      messages.reach(day);
      messages.add(day, member, at);
    };
    send(4, 1, 999);
    send(5, 2, 2_600);
    // The day after has begun, and the signup on it is earlier all the same.
    messages.reach(6);
    signedUp.set(2, 2_500);
    send(8, 1, 1_700);
    send(9, 1, 1_500);
    send(9, 3, 1_500);
    expect([1, 2, 3].map((member) => messages.wait(member))).toEqual([500, 100, undefined]);
  });
});

describe('figures of who comes', () => {
  const sources = [null, 'organic', 'invite', 'paid:radio', 'unknown'];
  const waits = [0, DAY_MS, DAY_MS + 1, 28 * DAY_MS, 28 * DAY_MS + 1];
  const arrivals = arrivalsOf(
    {
      signups: { days: [OCTOBER], members: [Uint32Array.of(0, 1, 2, 3, 4)] },
      invites: { days: [OCTOBER + 3], members: [Uint32Array.of(1, 1)] },
    },
    { came: (member) => cameOf(sources[member] ?? null), wait: (member) => waits[member] },
    MONTHS,
  ).get(MONTH);
  const value = (metric: string, days = 28) => arrivalValueOf(metric)?.(arrivals, 4, (asked) => asked <= days);

  it.each<[string, number | null]>([
    ['invites', 2],
    ['invite_rate', 1 / 2],
    ['conversion', 1 / 2],
    ['k_factor', 1 / 4],
    // Two of five gave no source.
    ['organic_share', null],
    ['activation_1d', 2 / 5],
    ['activation_7d', 3 / 5],
    ['activation_28d', 4 / 5],
    ['time_to_first_message_p50', 86_400.0005],
  ])('%s', (metric, expected) => expect(value(metric)).toEqual(expected));

  it('are not known before their time, and nobody is no share', () => {
    expect(value('activation_7d', 1)).toBeNull();
    expect(value('time_to_first_message_p90', 7)).toBeNull();
    const metrics = ['invites', 'conversion', 'organic_share', 'activation_1d', 'time_to_first_message_p50'];
    const nobody = metrics.map((metric) => arrivalValueOf(metric)?.(undefined, 4, () => true));
    expect(nobody).toEqual([0, null, null, null, null]);
    expect(arrivalValueOf('__proto__')).toBeUndefined();
  });

  it('have the segments that are large by what they count', () => {
    expect(['k_factor', 'activation_1d', 'invite_rate'].map(measureOf)).toEqual(['invites', 'signups', 'activity']);
  });
});
