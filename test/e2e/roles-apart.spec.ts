import type { DeliveryAnswer, Problem, Readiness } from '@grapevine/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { sql } from '../support/embedded-postgres-processes.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWith } from '../support/requirements.js';
import { ServerEngines } from '../support/server-engines.js';

/** Half an hour before and after midnight in Kathmandu (+05:45), which is 18:15 UTC, on three days. */
const eventsOf = (prefix: string, members: number) =>
  Array.from({ length: members }, (_, i) => ({
    type: 'member.active',
    id: `${prefix}-${i}`,
    member_id: `${prefix}-member-${i}`,
    occurred_at: `2026-10-0${1 + (i % 3)}T${i % 2 === 0 ? '17:45' : '18:45'}:00Z`,
  }));

/** By naive counting: the local day is the next one for every second member. */
const DAYS_OF_60 = { '2026-10-01': 10, '2026-10-02': 20, '2026-10-03': 20, '2026-10-04': 10 };
const times = (n: number) => Object.fromEntries(Object.entries(DAYS_OF_60).map(([day, count]) => [day, count * n]));
const activeByDay = (api: ApiClient) => api.values({ metric: 'active_members', grain: 'day' });

describeWith(['redis'], 'api and worker apart, on PostgreSQL, Redis and ClickHouse over the network', () => {
  let engines: ServerEngines;
  let api: GrapevineProcess;
  let worker: GrapevineProcess;

  beforeAll(async () => {
    engines = await ServerEngines.start({});
    const { environment } = engines;
    [api, worker] = await Promise.all([
      GrapevineProcess.start({ role: 'api', environment: { ...environment, GRAPEVINE_MAX_PENDING_EVENTS: '100' } }),
      GrapevineProcess.start({ role: 'worker', environment }),
    ]);
  }, 120_000);
  afterAll(async () => {
    await worker.remove();
    await api.remove();
    await engines.remove();
  }, 60_000);

  it('take events in with one, store them with the other, and count them in the zone that was set', async () => {
    expect((await api.api.request('PATCH', '/v1/workspace', { time_zone: 'Asia/Kathmandu' })).status).toBe(200);
    await api.api.sendAll(eventsOf('first', 60), 7, 4);
    const status = await api.api.drained();
    expect(status.events).toMatchObject({ accepted: 60, stored: 60, duplicates: 0, conflicting: 0 });
    expect(status.engines).toMatchObject({
      database: { kind: 'server' },
      queue: { kind: 'server', durability: 'up to one second: appendfsync everysec' },
      warehouse: { kind: 'server' },
    });
    expect(await activeByDay(api.api)).toEqual(times(1));
  });

  it('serve health and metrics both, and the API one of them', async () => {
    for (const process of [api, worker]) {
      expect((await fetch(`${process.url}/health/live`)).status).toBe(200);
      expect((await fetch(`${process.url}/metrics`)).status).toBe(200);
    }
    expect(Object.keys((await worker.api.get<Readiness>('/health/ready')).checks)).toContain('workers');
    expect(Object.keys((await api.api.get<Readiness>('/health/ready')).checks)).not.toContain('workers');
    expect((await worker.api.request('GET', '/v1/status')).status).toBe(404);
  });

  it('without the worker: events are acknowledged, wait, and are stored when it is back', async () => {
    expect(await worker.stop()).toBe(0);
    await api.api.sendAll(eventsOf('waiting', 60), 6);
    expect((await api.api.status()).pipeline.pending_events).toBe(60);
    expect(await activeByDay(api.api)).toEqual(times(1));
    await worker.start();
    expect((await api.api.drained()).events.stored).toBe(120);
    expect(await activeByDay(api.api)).toEqual(times(2));
  });

  it('without the warehouse: ingest goes on, questions get 503 and no number, and it recovers by itself', async () => {
    await engines.clickhouse.stop();
    await api.api.sendAll(eventsOf('meanwhile', 60), 20);
    for (const path of ['/v1/series?metric=active_members&grain=day', '/v1/status']) {
      await expectUnavailable(api.api, path, 'warehouse_unavailable');
    }
    // What is known is said: how many events wait for it.
    const { body: known } = await api.api.request<Problem>('GET', '/v1/status');
    expect(known.known?.pipeline).toMatchObject({ pending_events: 60, dead_letters: 0 });
    const ready = await api.api.request<Readiness>('GET', '/health/ready');
    expect(ready).toMatchObject({
      status: 503,
      body: { ready: false, checks: { warehouse: 'failing', database: 'ok' } },
    });
    await engines.clickhouse.start();
    expect((await api.api.drained()).events.stored).toBe(180);
    expect(await activeByDay(api.api)).toEqual(times(3));
  });

  it("without the queue's store: 503 at once, and what was acknowledged before is stored after", async () => {
    await worker.stop();
    await api.api.sendAll(eventsOf('before', 60), 20);
    await engines.redis.stop();
    const refused = await api.api.send(eventsOf('refused', 60));
    expect(refused).toMatchObject({ status: 503, body: { code: 'queue_unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectUnavailable(api.api, '/v1/status', 'queue_unavailable');
    expect(await activeByDay(api.api)).toEqual(times(3));
    await engines.redis.start();
    await worker.start();
    await api.ready();
    expect((await api.api.drained()).events.stored).toBe(240);
    expect((await api.api.send(eventsOf('refused', 60))).status).toBe(202);
    expect((await api.api.drained()).events).toMatchObject({ stored: 300, duplicates: 0 });
    expect(await activeByDay(api.api)).toEqual(times(5));
  });

  it('without PostgreSQL: 503, and it recovers by itself', async () => {
    await engines.postgres.stop();
    // Keys and settings are trusted for a second after they were read.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await expectUnavailable(api.api, '/v1/series?metric=active_members&grain=day', 'database_unavailable');
    const refused = await api.api.send(eventsOf('no-database', 60));
    expect(refused).toMatchObject({ status: 503, body: { code: 'database_unavailable' } });
    await engines.postgres.start();
    await Promise.all([api.ready(), worker.ready()]);
    await api.api.sendAll(eventsOf('no-database', 60), 20);
    expect((await api.api.drained()).events.stored).toBe(360);
    expect(await activeByDay(api.api)).toEqual(times(6));
  });

  it(
    'refuse events while too many wait, say when to come back, and take them when there is room',
    async () => {
      await worker.stop();
      await api.api.sendAll(eventsOf('many', 120), 60);
      expect((await api.api.status()).pipeline.pending_events).toBe(120);
      // What waits is counted once a second, so that a few more may be taken; sent again they are the same events.
      const overflow = () => api.api.send(eventsOf('overflow', 60));
      const until = async (status: number) => {
        const deadline = Date.now() + patience(15_000);
        let answer = await overflow();
        while (answer.status !== status && Date.now() < deadline) answer = await overflow();
        return answer;
      };
      const refused = await until(503);
      expect(refused).toMatchObject({ status: 503, body: { status: 503, code: 'backlog_full' } });
      expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(refused.headers.get('retry-after')).toBe('10');
      await worker.start();
      expect((await until(202)).status).toBe(202);
      expect((await api.api.drained()).events.stored).toBe(540);
      expect(await activeByDay(api.api)).toEqual(times(9));
    },
    patience(90_000),
  );

  it('stop cleanly and soon while an engine is away', async () => {
    const environment = await engines.anotherInstallation('stopping');
    const both = [
      await GrapevineProcess.start({ role: 'api', environment }),
      await GrapevineProcess.start({ role: 'worker', environment }),
    ];
    await engines.redis.kill();
    await engines.clickhouse.kill();
    expect(await Promise.all(both.map((one) => one.stop()))).toEqual([0, 0]);
    await engines.redis.start();
    await engines.clickhouse.start();
    for (const one of both) await one.remove();
    await Promise.all([api.ready(), worker.ready()]);
  }, 90_000);

  it('refuse to start on engines of their own', async () => {
    const { CLICKHOUSE_URL: _, ...environment } = engines.environment;
    expect(await refusal('api', environment)).toBe(
      'The configuration is wrong.\n' +
        '  CLICKHOUSE_URL must be set: the role "api" runs in a process of its own, which cannot share an embedded engine.\n',
    );
  });

  it.each([
    ['that keeps nothing on disk', { appendonly: 'no' }, 'Set "appendonly yes" in redis.conf.'],
    ['that may evict jobs', { maxmemoryPolicy: 'allkeys-lru' }, 'Set "maxmemory-policy noeviction" in redis.conf.'],
  ] as const)('refuse a Redis %s', async (_, options, advice) => {
    const redis = await RedisServer.start(options);
    try {
      const said = await refusal('api', { ...engines.environment, REDIS_URL: redis.url });
      expect(said).toMatch(/^Grapevine cannot start\. REDIS_URL/);
      expect(said).toContain(advice);
    } finally {
      await redis.remove();
    }
  });

  it('refuse engines that cannot be reached, each by its variable', async () => {
    for (const variable of ['DATABASE_URL', 'REDIS_URL', 'CLICKHOUSE_URL'] as const) {
      const url = new URL(engines.environment[variable] ?? '');
      url.port = '1';
      const said = await refusal('worker', { ...engines.environment, [variable]: url.href });
      expect(said).toMatch(new RegExp(`^Grapevine cannot start\\. ${variable}: .*ECONNREFUSED`));
    }
  }, 90_000);

  it('refuse another secret than that of the registry', async () => {
    const said = await refusal('api', { ...engines.environment, GRAPEVINE_SECRET: 'another secret '.repeat(3) });
    expect(said).toMatch(
      /^Grapevine cannot start\. GRAPEVINE_SECRET is not the secret that this database was made with\./,
    );
  });

  it('refuse a warehouse and a registry that do not belong together', async () => {
    const { environment } = engines;
    const stranger = await engines.anotherInstallation('stranger');
    expect(await refusal('api', { ...stranger, CLICKHOUSE_URL: environment.CLICKHOUSE_URL })).toContain(
      'The warehouse belongs to another database.',
    );
    expect(await refusal('worker', { ...stranger, DATABASE_URL: environment.DATABASE_URL })).toContain(
      'The warehouse is empty, while the database knows members.',
    );
  });

  it('refuse stores that a newer version has written', async () => {
    const environment = await engines.anotherInstallation('newer');
    await (await GrapevineProcess.start({ role: 'worker', environment })).remove();
    const database = environment.DATABASE_URL;
    await sql(
      database,
      `INSERT INTO schema_migrations ("timestamp", name) VALUES (9999999999999, 'Later9999999999999')`,
    );
    expect(await refusal('worker', environment)).toMatch(
      /The database was written by a newer version of Grapevine \(it has Later9999999999999\)\. Start that version/,
    );
    await sql(database, `DELETE FROM schema_migrations WHERE name = 'Later9999999999999'`);
    await engines.clickhouse.query("INSERT INTO newer.schema_migrations (name) VALUES ('999_later')");
    expect(await refusal('worker', environment)).toMatch(
      /The warehouse was written by a newer version of Grapevine \(it has 999_later\)\. Start that version/,
    );
  }, 90_000);

  it('say what became of messages, which takes several statements of one session', async () => {
    const message = (type: string, id: string, more: object = {}) => ({
      ...{ type: `message.${type}`, message_id: id, recipient_id: `${id}-reader`, channel: 'chat' },
      ...{ occurred_at: '2026-09-10T10:00:00Z', ...more },
    });
    const sent = ['a', 'b', 'c'].map((id) => message('sent', id, { member_id: 'first-member-0' }));
    const received = ['a', 'b'].map((id) => message('delivered', id, { occurred_at: '2026-09-10T10:00:03Z' }));
    await api.api.sendAll([...sent, ...received, message('failed', 'c', { error_code: '131026' })]);
    await api.api.drained();
    const { data } = await api.api.get<DeliveryAnswer>(
      '/v1/delivery?grain=day&from=2026-09-10&to=2026-09-10&by=channel',
    );
    expect(data).toMatchObject([
      {
        ...{ period: '2026-09-10', segment: 'chat', sent: 3, delivered: 2, read: 0, failed: 1 },
        latency: { sent_to_delivered: { p50: 3, p99: 3 } },
      },
    ]);
  });
});

/** 503 as problem+json that says when to come back, soon, and without any number. */
async function expectUnavailable(api: ApiClient, path: string, code: string): Promise<void> {
  const { status, body, headers } = await api.request<Problem>('GET', path);
  expect({ path, status, body }).toMatchObject({ path, status: 503, body: { status: 503, code } });
  expect(body).not.toHaveProperty('data');
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
}

/** Starts a process that has to refuse. @returns what it told its operator, which must be short and no stack trace */
async function refusal(role: 'api' | 'worker', environment: NodeJS.ProcessEnv): Promise<string> {
  const grapevine = await GrapevineProcess.prepare({ role, environment });
  grapevine.spawn();
  try {
    expect({ code: await grapevine.ended(), log: grapevine.log }).toMatchObject({ code: 1 });
    expect(grapevine.log).not.toMatch(/^\s+at /m);
    return grapevine.log;
  } finally {
    await grapevine.remove();
  }
}
