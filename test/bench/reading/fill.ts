import type { BenchEngine } from '../query/engine.js';
import { DAYS } from './members.js';

/** Days whose events are one insert: about a million rows of 100,000 members. */
const SHARE = 28;

/** Away in one month of five, and there on every second day of the others. */
const IS_ACTIVE = `cityHash64(member_no, toStartOfMonth(at_day)) % 5 > 0 AND cityHash64(member_no, at_day) % 2 = 0`;

/** What the members who have signed up do on some days of the year, through the door of all events. */
const activity = (first: string, from: number, days: number, folded: number): string =>
  `INSERT INTO incoming (revision, workspace, type, event_key, content_hash, occurred_at_ms, day, member_no, active, inviter_no,
      message_key, recipient_key, channel, error_code, platform, manufacturer, country, app_version, source, folded_standard)
    SELECT 1, 1, 'member.active', lower(hex(sipHash128(member_no, on_day))) AS event_key, event_key,
      86400000 * toInt64(toInt32(on_day)) + toInt64(cityHash64(on_day, member_no) % 86400000), on_day, member_no, 1, 0,
      '', '', '', '', platform, manufacturer, country, app_version, '', ${folded}
    FROM (
      SELECT member_no, day AS since, platform, manufacturer, country, app_version
      FROM signups FINAL WHERE revision = 1 AND workspace = 1)
    ARRAY JOIN arrayFilter(at_day -> at_day > since AND ${IS_ACTIVE},
      arrayMap(number -> toDate32('${first}') + number, range(${from}, ${from + days}))) AS on_day`;

/** @param folded which of the standard dimensions the workspace declares, as bits */
export async function fill(engine: BenchEngine, first: string, folded: number): Promise<void> {
  const shares: string[][] = [];
  for (let from = 0; from < DAYS; from += SHARE) {
    shares.push([activity(first, from, Math.min(SHARE, DAYS - from), folded)]);
  }
  await engine.runAll(shares);
}

export const STORED = `SELECT table, toFloat64(sum(rows)) AS rows, toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts
  WHERE active AND table IN ('events', 'member_sets') AND database = currentDatabase() GROUP BY table ORDER BY table`;
