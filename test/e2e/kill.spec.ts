import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Status } from '@grapevine/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readPostmasterFile } from '../../libs/database/src/embedded/postmaster-process.js';
import { AcknowledgedLoad, seededRandom } from '../support/acknowledged-load.js';
import type { ApiClient } from '../support/api-client.js';
import { ClickHouseFront } from '../support/clickhouse-front.js';
import { killPostmaster } from '../support/embedded-postgres-processes.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { describeWith } from '../support/requirements.js';
import { ServerEngines } from '../support/server-engines.js';

/** Kills in each of the tests below; the requirement is proved with 20 or more. */
const KILLS = Number(process.env.GRAPEVINE_TEST_KILLS ?? 5);
const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? Date.now() % 1_000_000);
/** From a kill until the product takes events and answers again. */
const READY_MS = 15_000;
const TIMEOUT_MS = 120_000 + KILLS * 45_000;

const remove: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of remove.splice(0).reverse()) await one();
});

/** Says how to run the same again, and how long it took to be ready, on the terminal of whoever runs the tests. */
function say(what: string, details: object): void {
  process.stderr.write(
    `${what} (GRAPEVINE_TEST_KILLS=${KILLS} GRAPEVINE_TEST_SEED=${SEED}): ${JSON.stringify(details)}\n`,
  );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = Date.now();
  await work();
  return Date.now() - began;
}

/** Every acknowledged event is in every number once, according to the API. */
async function expectAllCounted(api: ApiClient, load: AcknowledgedLoad): Promise<void> {
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
async function expectNoDuplicateInLog(front: ClickHouseFront, events: number): Promise<void> {
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

/** The warehouse of an installation that has ended, looked at from outside. */
async function expectNoDuplicateOnDisk(grapevine: GrapevineProcess, events: number): Promise<void> {
  const front = await ClickHouseFront.start({ dataDir: join(grapevine.dataDir, 'warehouse') });
  remove.push(() => front.remove());
  await expectNoDuplicateInLog(front, events);
}

describe('an installation in one process', () => {
  it(
    'loses and doubles nothing when the process is killed at random moments of a load',
    async () => {
      const random = seededRandom(SEED);
      const grapevine = await GrapevineProcess.start();
      remove.push(() => grapevine.remove());
      const load = new AcknowledgedLoad(grapevine.url, seededRandom(SEED + 1));
      load.start();
      const readyMs: number[] = [];
      for (let kills = 0; kills < KILLS; kills++) {
        await delay(200 + random() * 2_000);
        await grapevine.kill();
        if (random() < 0.3) {
          // Once more, in the middle of the recovery.
          grapevine.spawn();
          await delay(random() * 1_500);
          await grapevine.kill();
        }
        readyMs.push(
          await timed(async () => {
            grapevine.spawn();
            await grapevine.ready(READY_MS);
          }),
        );
      }
      await load.finish();
      say('one process killed', { readyMs, events: load.expected.events, refused: Object.fromEntries(load.refusals) });
      await expectAllCounted(grapevine.api, load);
      expect(await grapevine.stop()).toBe(0);
      await expectNoDuplicateOnDisk(grapevine, load.expected.events);
    },
    TIMEOUT_MS,
  );

  it(
    'loses and doubles nothing when it is stopped and started during a load',
    async () => {
      const random = seededRandom(SEED + 2);
      const grapevine = await GrapevineProcess.start();
      remove.push(() => grapevine.remove());
      const load = new AcknowledgedLoad(grapevine.url, seededRandom(SEED + 3));
      load.start();
      const stopMs: number[] = [];
      for (let stops = 0; stops < Math.ceil(KILLS / 3); stops++) {
        await delay(200 + random() * 2_000);
        stopMs.push(await timed(async () => expect(await grapevine.stop()).toBe(0)));
        await grapevine.start();
      }
      await load.finish();
      say('one process stopped', { stopMs, events: load.expected.events, refused: Object.fromEntries(load.refusals) });
      await expectAllCounted(grapevine.api, load);
      expect(await grapevine.stop()).toBe(0);
      await expectNoDuplicateOnDisk(grapevine, load.expected.events);
    },
    TIMEOUT_MS,
  );

  it(
    'goes on when its PostgreSQL is killed at random moments of a load',
    async () => {
      const random = seededRandom(SEED + 4);
      const grapevine = await GrapevineProcess.start();
      remove.push(() => grapevine.remove());
      const cluster = join(grapevine.dataDir, 'postgres', 'cluster');
      const load = new AcknowledgedLoad(grapevine.url, seededRandom(SEED + 5));
      load.start();
      const readyMs: number[] = [];
      for (let kills = 0; kills < KILLS; kills++) {
        await delay(200 + random() * 2_000);
        const postmaster = await readPostmasterFile(cluster);
        await killPostmaster(postmaster?.pid ?? 0, cluster);
        readyMs.push(
          await timed(async () => {
            while ((await grapevine.api.request('GET', '/v1/workspace').catch(() => undefined))?.status !== 200) {
              await delay(50);
            }
            await grapevine.ready(READY_MS);
          }),
        );
      }
      await load.finish();
      say('its PostgreSQL killed', {
        readyMs,
        events: load.expected.events,
        refused: Object.fromEntries(load.refusals),
      });
      await expectAllCounted(grapevine.api, load);
      expect(await grapevine.stop()).toBe(0);
      await expectNoDuplicateOnDisk(grapevine, load.expected.events);
    },
    TIMEOUT_MS,
  );
});

describeWith(['redis'], 'api and worker apart, with engines as servers', () => {
  it(
    'lose and double nothing when any of them is killed at random moments of a load',
    async () => {
      const random = seededRandom(SEED + 6);
      // What this test counts are acknowledgements, of which `everysec` may lose the last seconds.
      const engines = await ServerEngines.start({ appendfsync: 'always' });
      remove.push(() => engines.remove());
      const { environment } = engines;
      const api = await GrapevineProcess.start({ role: 'api', environment });
      remove.push(() => api.remove());
      const worker = await GrapevineProcess.start({ role: 'worker', environment });
      remove.push(() => worker.remove());
      const victims: Record<string, { kill(): Promise<void>; start(): Promise<void> }> = {
        worker,
        clickhouse: engines.clickhouse,
        redis: engines.redis,
        postgres: { kill: () => engines.postgres.kill(), start: async () => undefined },
        api,
      };
      const load = new AcknowledgedLoad(api.url, seededRandom(SEED + 7));
      load.start();
      const readyMs: string[] = [];
      const names = Object.keys(victims).sort(() => random() - 0.5);
      for (let kills = 0; kills < KILLS; kills++) {
        const name = names[kills % names.length] as keyof typeof victims;
        await delay(200 + random() * 2_000);
        await victims[name]?.kill();
        await delay(random() * 1_000);
        const ms = await timed(async () => {
          await victims[name]?.start();
          await api.ready(READY_MS);
          await worker.ready(READY_MS);
        });
        readyMs.push(`${name} ${ms}`);
      }
      await load.finish();
      say('one of several killed', {
        readyMs,
        events: load.expected.events,
        refused: Object.fromEntries(load.refusals),
      });
      await expectAllCounted(api.api, load);
      expect([await worker.stop(), await api.stop()]).toEqual([0, 0]);
      await expectNoDuplicateInLog(engines.clickhouse, load.expected.events);
    },
    TIMEOUT_MS,
  );
});
