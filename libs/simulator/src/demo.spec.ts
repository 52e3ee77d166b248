import { beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO, DEMO_EVENTS } from './demo.js';
import { simulate } from './simulate.js';
import type { WireEvent } from './wire-event.js';

/** Announced monthly active users: the figures of docs/demo.md, not of the code. */
const ANNOUNCED = [
  ['2013-04-16', 200e6],
  ['2013-06-20', 250e6],
  ['2013-08-06', 300e6],
  ['2013-10-22', 350e6],
  ['2013-12-19', 400e6],
] as const;
const PEOPLE_PER_MEMBER = 400_000;
const DAY_MS = 86_400_000;

describe('the service of the demo', () => {
  const actives: [at: number, member: string][] = [];
  const platforms = new Map<string, number>();
  const sources = new Set<unknown>();
  let count = 0;
  let last = 0;

  beforeAll(() => {
    for (const event of simulate(DEMO)) {
      count++;
      note(event);
    }
  }, 120_000);

  function note({ type, occurred_at, member_id, platform, source }: WireEvent): void {
    const at = new Date(occurred_at as string | number).getTime();
    last = Math.max(last, at);
    if (type === 'member.active') actives.push([at, String(member_id)]);
    if (type === 'member.signed_up') sources.add(source);
    if (typeof platform === 'string') platforms.set(platform, Math.min(at, platforms.get(platform) ?? at));
  }

  it('has as many events as is told while it is filled', () => {
    expect(count).toBe(DEMO_EVENTS);
  });

  it.each(ANNOUNCED)('has on %s about as many monthly active members as were announced', (day, users) => {
    const end = Date.parse(day) + DAY_MS;
    const month = actives.filter(([at]) => at < end && at >= end - 30 * DAY_MS);
    const members = new Set(month.map(([, member]) => member)).size;
    expect((members * PEOPLE_PER_MEMBER) / users).toBeGreaterThan(0.93);
    expect((members * PEOPLE_PER_MEMBER) / users).toBeLessThan(1.07);
  });

  it('begins on iOS alone, and has all platforms of its time in the end', () => {
    expect([...platforms.keys()].sort()).toEqual(['android', 'blackberry', 'ios', 's40', 'symbian', 'windows']);
    expect(platforms.get('android')).toBeGreaterThan(Date.UTC(2010, 7));
    expect(platforms.get('s40')).toBeGreaterThan(Date.UTC(2012, 7));
  });

  it('has organic, invited and paid signups', () => {
    expect([...sources]).toEqual(expect.arrayContaining(['organic', 'invite', 'paid:search']));
  });

  it('ends some days after its last whole month', () => {
    expect(new Date(last).toISOString()).toMatch(/^2014-01-0[67]/);
  });
});
