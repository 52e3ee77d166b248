import { setTimeout as delay } from 'node:timers/promises';
import { createLogger } from '@grapevine/observability';
import { JobQueues, openPostgresBackend, openRedisBackend } from '@grapevine/queue';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { RedisServer } from '../support/redis-server.js';
import { describeWith } from '../support/requirements.js';
import { PostgresServer } from '../support/server-engines.js';
import { queueConformance } from './queue-suite.js';

const logger = createLogger('silent');
const SETTINGS = {
  ...{ concurrency: 1, lockDuration: 60_000, stalledInterval: 60_000, maxStalledCount: 1 },
  backoff: () => 1,
};

/** Connections until the server refuses the next one. */
async function takeEveryConnection(url: string): Promise<pg.Client[]> {
  const taken: pg.Client[] = [];
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
    } catch {
      return taken;
    }
    taken.push(client);
  }
}

describe('BullMQ', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.remove());

  queueConformance('on PostgreSQL', () => openPostgresBackend(server.url, logger));

  it('on PostgreSQL waits for a server that has no connection left, and works once it has', async () => {
    const [producing, consuming] = [
      await openPostgresBackend(server.url, logger),
      await openPostgresBackend(server.url, logger),
    ];
    const taken = await takeEveryConnection(server.url);
    let opened = 0;
    const counted = <T>(one: T): T => {
      opened++;
      return one;
    };
    let done = 0;
    const opening = JobQueues.open(producing).then(counted);
    const hiring = consuming.openWorker('tend-exports', SETTINGS, async () => void done++).then(counted);
    await delay(1_000);
    expect(opened).toBe(0);
    await Promise.all(taken.map((client) => client.end()));
    const [queues, worker] = await Promise.all([opening, hiring]);
    void worker.run();
    await queues.add('tend-exports', {}, 'a job');
    while (done === 0) await delay(20);
    await worker.close();
    await queues.close();
    await Promise.all([producing.close(), consuming.close()]);
  });
});

describeWith(['redis'], 'BullMQ', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server?.remove());

  queueConformance('on Redis', () => openRedisBackend(server.url, logger));

  it.each([
    [{ appendonly: 'no' as const }, 'appendonly yes'],
    [{ maxmemoryPolicy: 'allkeys-lru' }, 'noeviction'],
  ])('refuses a server that can lose jobs: %j', async (options, advice) => {
    const unsafe = await RedisServer.start(options);
    try {
      await expect(openRedisBackend(unsafe.url, logger)).rejects.toThrow(advice);
    } finally {
      await unsafe.remove();
    }
  });
});
