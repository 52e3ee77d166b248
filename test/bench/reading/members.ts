import { knownMemberId, randomFrom } from '../ingest/events.js';

const DAY_MS = 86_400_000;
export const DAYS = 365;

const PLATFORMS = ['android', 'android', 'ios', 's40', 'web', 'windows'];
const MANUFACTURERS = 'samsung apple nokia xiaomi oppo vivo huawei motorola sony lg'.split(' ');
const COUNTRIES = 'IN BR US ID DE MX RU IT ES GB NG PK AR FR CO TR SA ZA NL PE'.split(' ');
const SOURCES = ['organic', 'invite', 'paid:search'];

/** The first of the 365 days (UTC), of which the last is yesterday. */
export const firstDay = (now: number): string => new Date(now - DAYS * DAY_MS).toISOString().slice(0, 10);

/**
 * Signups of the members whom the load knows by their ids, more of them at the begin of the year than at its end; each with facts that stay
 * the member's. Half of all are there after a quarter of the year.
 */
export function signups(members: number, first: string): object[] {
  const random = randomFrom(members);
  const pick = (values: readonly string[]): string => values[Math.floor(random() ** 2 * values.length)] as string;
  return Array.from({ length: members }, (_, index) => ({
    type: 'member.signed_up',
    id: `signup-${index}`,
    member_id: knownMemberId(index),
    occurred_at: Date.parse(first) + Math.floor(random() ** 2 * DAYS * DAY_MS),
    platform: pick(PLATFORMS),
    manufacturer: pick(MANUFACTURERS),
    country: pick(COUNTRIES),
    app_version: `2.11.${400 + Math.floor(random() * 12)}`,
    source: pick(SOURCES),
  }));
}
