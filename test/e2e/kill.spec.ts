import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { livePostmaster } from '../../libs/database/src/embedded/postmaster.js';
import { killOrphans } from '../../libs/database/src/embedded/postmaster-process.js';
import { AcknowledgedLoad } from '../support/acknowledged-load.js';
import { expectAllCounted, expectNoDuplicateInLog } from '../support/acknowledged-proof.js';
import { ClickHouseFront } from '../support/clickhouse-front.js';
import { killPostmaster } from '../support/embedded-postgres-processes.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { randomFrom, shuffled } from '../support/random.js';
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
      const random = randomFrom(SEED);
      const grapevine = await GrapevineProcess.start();
      remove.push(() => grapevine.remove());
      const load = new AcknowledgedLoad(grapevine.url, randomFrom(SEED + 1));
      load.start();
      const readyMs: number[] = [];
      for (let kills = 0; kills < KILLS; kills++) {
        await delay(200 + random() * 2_000);
        await grapevine.kill();
        // With everything that it had started, as when the machine goes.
        if (random() < 0.4) await killOrphans(join(grapevine.dataDir, 'postgres', 'cluster'));
        if (random() < 0.3) {
          // Once more, in the middle of the recovery.
          grapevine.spawn();
          await delay(random() * 1_500);
          await grapevine.kill();
        }
        readyMs.push(
          await timed(async () => {
            grapevine.spawn();
            await grapevine.ready(patience(READY_MS));
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
      const random = randomFrom(SEED + 2);
      const grapevine = await GrapevineProcess.start();
      remove.push(() => grapevine.remove());
      const load = new AcknowledgedLoad(grapevine.url, randomFrom(SEED + 3));
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
      const random = randomFrom(SEED + 4);
      const grapevine = await GrapevineProcess.start();
      remove.push(() => grapevine.remove());
      const cluster = join(grapevine.dataDir, 'postgres', 'cluster');
      const load = new AcknowledgedLoad(grapevine.url, randomFrom(SEED + 5));
      load.start();
      const readyMs: number[] = [];
      for (let kills = 0; kills < KILLS; kills++) {
        await delay(200 + random() * 2_000);
        await killPostmasterOf(cluster);
        // Once more, in the middle of the recovery.
        if (random() < 0.3) await killPostmasterOf(cluster);
        readyMs.push(await timed(() => answering(grapevine)));
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

/** Kills it as soon as there is one. */
async function killPostmasterOf(cluster: string): Promise<void> {
  let postmaster = await livePostmaster(cluster);
  for (; !postmaster; postmaster = await livePostmaster(cluster)) await delay(10);
  await killPostmaster(postmaster.pid, cluster);
}

/** Waits until requests that need the database are answered again, and everything is ready. */
async function answering(grapevine: GrapevineProcess): Promise<void> {
  const deadline = Date.now() + patience(READY_MS);
  const status = async () => (await grapevine.api.request('GET', '/v1/workspace').catch(() => undefined))?.status;
  while ((await status()) !== 200) {
    if (Date.now() > deadline) throw new Error(`It did not come back:\n${grapevine.log}`);
    await delay(50);
  }
  await grapevine.ready(patience(READY_MS));
}

/** Api and worker as processes of their own; any of them, and any engine, is killed. */
async function killAnyOf(engines: ServerEngines, workers: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const { environment } = engines;
  const api = await GrapevineProcess.start({ role: 'api', environment });
  remove.push(() => api.remove());
  const victims: [name: string, victim: Victim][] = [
    ['api', api],
    ['clickhouse', engines.clickhouse],
    ['postgres', { kill: () => engines.postgres.kill(), start: async () => undefined }],
  ];
  if (environment.REDIS_URL) victims.push(['redis', engines.redis]);
  const processes = [api];
  for (let i = 0; i < workers; i++) {
    const worker = await GrapevineProcess.start({ role: 'worker', environment });
    remove.push(() => worker.remove());
    processes.push(worker);
    victims.push([`worker ${i + 1}`, worker]);
  }
  const load = new AcknowledgedLoad(api.url, randomFrom(seed + 1));
  load.start();
  const readyMs: string[] = [];
  const round = shuffled(victims, seed);
  const order = Array.from({ length: Math.ceil(KILLS / round.length) }, () => round).flat();
  for (const [name, victim] of order.slice(0, KILLS)) {
    await delay(200 + random() * 2_000);
    await victim.kill();
    await delay(random() * 1_000);
    const ms = await timed(async () => {
      await victim.start();
      for (const process of processes) await process.ready(patience(READY_MS));
    });
    readyMs.push(`${name} ${ms}`);
  }
  await load.finish();
  say('one of several killed', { readyMs, events: load.expected.events, refused: Object.fromEntries(load.refusals) });
  await expectAllCounted(api.api, load);
  for (const process of processes) expect(await process.stop()).toBe(0);
  await expectNoDuplicateInLog(engines.clickhouse, load.expected.events);
}

interface Victim {
  kill(): Promise<void>;
  start(): Promise<void>;
}

describe('api and two workers apart, with the queue on PostgreSQL', () => {
  it(
    'lose and double nothing when any of them is killed at random moments of a load',
    async () => {
      const engines = await ServerEngines.start(undefined);
      remove.push(() => engines.remove());
      await killAnyOf(engines, 2, SEED + 6);
    },
    TIMEOUT_MS,
  );
});

describeWith(['redis'], 'api and worker apart, with the queue on Redis', () => {
  it(
    'lose and double nothing when any of them is killed at random moments of a load',
    async () => {
      // What this test counts are acknowledgements, of which `everysec` may lose the last seconds.
      const engines = await ServerEngines.start({ appendfsync: 'always' });
      remove.push(() => engines.remove());
      await killAnyOf(engines, 1, SEED + 8);
    },
    TIMEOUT_MS,
  );
});
