import { createLogger } from '@grapevine/observability';
import { openPostgresBackend, openRedisBackend } from '@grapevine/queue';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisServer } from '../support/redis-server.js';
import { describeWith } from '../support/requirements.js';
import { PostgresServer } from '../support/server-engines.js';
import { queueConformance } from './queue-suite.js';

const logger = createLogger('silent');

describe('BullMQ', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.remove());

  queueConformance('on PostgreSQL', () => openPostgresBackend(server.url, logger));
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
