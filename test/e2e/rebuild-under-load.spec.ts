import { setTimeout as delay } from 'node:timers/promises';
import type { Rebuild, Workspace } from '@grapevine/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AcknowledgedLoad } from '../support/acknowledged-load.js';
import { expectAllCounted } from '../support/acknowledged-proof.js';
import { sql } from '../support/embedded-postgres-processes.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { randomFrom } from '../support/random.js';
import { holdRebuild, rebuilt, startRebuild } from '../support/rebuilding.js';
import type { RedisOptions } from '../support/redis-server.js';
import { describeWith } from '../support/requirements.js';
import { ServerEngines } from '../support/server-engines.js';

const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? Date.now() % 1_000_000);
const KILLS = Number(process.env.GRAPEVINE_TEST_KILLS ?? 5);
const TABLES = ['events', 'member_sets', 'deliveries', 'messages', 'signups', 'event_days', 'sends'];

const remove: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of remove.splice(0).reverse()) await one();
});

/** Members and events of AcknowledgedLoad are counted by UTC: whatever zones there were in between, UTC is the last. */
const ZONES = ['Asia/Kathmandu', 'America/St_Johns', 'UTC'];

describe('a rebuild under load', () => {
  it(
    'goes on where it was when the process is killed at random moments, and nothing is lost or doubled',
    async () => {
      const random = randomFrom(SEED + 1);
      const grapevine = await GrapevineProcess.start();
      remove.push(() => grapevine.remove());
      const load = new AcknowledgedLoad(grapevine.url, randomFrom(SEED + 2));
      load.start();
      await delay(1_500);
      for (const time_zone of ZONES) {
        const { rebuild } = await startRebuild(grapevine.api, { time_zone });
        // The first kill comes while it is certainly not done; the others at any moment.
        const release = await holdRebuild(grapevine.dataDir, (rebuild as Rebuild).id);
        for (let kills = 0; kills < Math.max(1, Math.ceil(KILLS / ZONES.length)); kills++) {
          await delay(random() * 700);
          await grapevine.kill();
          grapevine.spawn();
          await grapevine.ready(patience(15_000));
          if (kills > 0) continue;
          expect((await grapevine.api.get<Workspace>('/v1/workspace')).rebuild?.state).toBe('running');
          await release();
        }
        expect(await rebuilt(grapevine.api)).toMatchObject({ state: 'done', settings: { after: { time_zone } } });
      }
      await load.finish();
      process.stderr.write(`rebuilds and kills (GRAPEVINE_TEST_SEED=${SEED}): ${load.expected.events} events\n`);
      await expectAllCounted(grapevine.api, load);
    },
    120_000 + KILLS * 30_000,
  );
});

describe('a rebuild with api and workers apart, each with settings that it read before, loses and doubles nothing', () => {
  it('with the queue on PostgreSQL', () => rebuildWithRolesApart(undefined), patience(240_000));
});

describeWith(['redis'], 'a rebuild with api and workers apart', () => {
  it('loses and doubles nothing with the queue on Redis', () => rebuildWithRolesApart({}), patience(240_000));
});

async function rebuildWithRolesApart(redis: RedisOptions | undefined): Promise<void> {
  const engines = await ServerEngines.start(redis);
  remove.push(() => engines.remove());
  const { environment } = engines;
  const api = await GrapevineProcess.start({ role: 'api', environment });
  remove.push(() => api.remove());
  for (let i = 0; i < 2; i++) {
    const worker = await GrapevineProcess.start({ role: 'worker', environment });
    remove.push(() => worker.remove());
  }
  const load = new AcknowledgedLoad(api.url, randomFrom(SEED + 3));
  load.start();
  await delay(1_500);
  for (const time_zone of ZONES) {
    await startRebuild(api.api, { time_zone });
    expect((await rebuilt(api.api)).state).toBe('done');
    await delay(500);
  }
  await load.finish();
  await expectAllCounted(api.api, load);
  await expectOldRevisionsGone(engines);
  await expectAllCounted(api.api, load);
}

/** Ten minutes after a rebuild its old revision is deleted. */
async function expectOldRevisionsGone({ environment, clickhouse }: ServerEngines): Promise<void> {
  const finished = `UPDATE rebuilds SET finished_at = finished_at - interval '11 minutes'`;
  await sql(environment.DATABASE_URL, finished);
  for (const table of TABLES) {
    const revisions = async () =>
      (await clickhouse.query<{ revision: number }>(`SELECT DISTINCT revision FROM ${table} WHERE revision > 0`))
        .map(({ revision }) => revision)
        .join();
    while ((await revisions()) !== '4') await delay(200);
  }
  const touches = await sql(environment.DATABASE_URL, 'SELECT DISTINCT revision FROM day_touches');
  expect(touches).toEqual([{ revision: 4 }]);
}
