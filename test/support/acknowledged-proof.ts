import { setTimeout as delay } from 'node:timers/promises';
import type { Status } from '@grapevine/contracts';
import { expect } from '@jest/globals';
import type { AcknowledgedLoad } from './acknowledged-load.js';
import type { ApiClient } from './api-client.js';
import type { ClickHouseFront } from './clickhouse-front.js';

/** Every acknowledged event is in every number once, according to the API. */
export async function expectAllCounted(api: ApiClient, load: AcknowledgedLoad): Promise<void> {
  const { events, activeByDay, activeByMonth, signupsByDay } = load.expected;
  const status = await countedAfresh(api);
  expect(status.pipeline).toEqual({ pending_events: 0, oldest_pending_seconds: null, dead_letters: 0 });
  expect(status.events).toMatchObject({ stored: events, conflicting: 0, rejected: {} });
  // What was acknowledged is in the ledger once; what was not may be.
  expect(status.events.accepted).toBeGreaterThanOrEqual(load.acknowledged);
  expect(status.events.accepted).toBeLessThanOrEqual(load.acknowledged + load.ambiguous);
  const all = { from: '2026-08-01', to: '2026-10-31' };
  expect(await countsOf(api, { ...all, metric: 'active_members', grain: 'day' })).toEqual(activeByDay);
  expect(await countsOf(api, { ...all, metric: 'active_members', grain: 'month' })).toEqual(activeByMonth);
  expect(await countsOf(api, { ...all, metric: 'signups', grain: 'day' })).toEqual(signupsByDay);
  // Every refusal was a considered one, as problem+json, and came in time.
  expect([...load.refusals.keys()].filter((refusal) => /^500|undefined/.test(refusal))).toEqual([]);
  expect(load.hung).toBe(0);
}

/** Counting the log is dear, so the server may show an older count for a while, and says of when it is. */
async function countedAfresh(api: ApiClient): Promise<Status> {
  let status = await api.drained();
  const drainedAt = Date.now();
  while (Date.parse(status.events.as_of) < drainedAt) {
    await delay(500);
    status = await api.status();
  }
  return status;
}

/** The values of a series without the periods that have none. */
async function countsOf(api: ApiClient, query: Record<string, string>): Promise<Record<string, number>> {
  const values = Object.entries(await api.values(query));
  return Object.fromEntries(values.filter((entry): entry is [string, number] => (entry[1] ?? 0) > 0));
}

/** The log holds every event once, and every member has one number of his own. */
export async function expectNoDuplicateInLog(front: ClickHouseFront, events: number): Promise<void> {
  const [log] = await front.query(
    `SELECT count() AS rows, uniqExact(type, event_key) AS identities, uniqExact(member_no) AS members, max(member_no) AS last
     FROM events FINAL`,
  );
  expect(log).toEqual({ rows: events, identities: events, members: events, last: events });
  const [grouped] = await front.query(
    `SELECT count() AS rows FROM (
       SELECT 1 FROM events GROUP BY revision, workspace, day, type, event_key, content_hash, member_no)`,
  );
  expect(grouped).toEqual({ rows: events });
}
