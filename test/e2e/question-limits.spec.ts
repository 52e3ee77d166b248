import { setTimeout as sleep } from 'node:timers/promises';
import type { CreatedKey, Problem } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, ApiClient } from '../support/api-client.js';
import { ClickHouseFront } from '../support/clickhouse-front.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';

const SECONDS = 2;
/** One runs at a time, so that the 34th of one key finds 32 waiting. */
const LIMITS = { GRAPEVINE_QUESTIONS_PER_KEY: '1', GRAPEVINE_QUESTION_SECONDS: String(SECONDS) };
const DAYS = 1_000;

/** 1,000 cohorts meet 400 days each, in sets of four million members. */
const SLOW = '/v1/retention?cohort=first_active&grain=day&from=2010-01-01&to=2012-09-26&periods=400';
const QUICK = '/v1/series?metric=active_members&grain=day&from=2010-03-01&to=2010-03-07';

/** Every second member is active each day, the rest comes in by and by. Written straight into the sets: as events it would take minutes. */
async function fill(clickhouse: ClickHouseFront): Promise<void> {
  const day = (number: string) => `toDate32('2010-01-01') + ${number}`;
  await clickhouse.query(`INSERT INTO member_sets
    WITH (SELECT groupBitmapState(toUInt32(2 * number)) FROM numbers(2000000)) AS every_second
    SELECT 1, 1, 'active', '', '', 'day', ${day('number')}, 0,
      bitmapOr(every_second, bitmapBuild(range(toUInt32(1), toUInt32(2 + 400 * number), toUInt32(2)))) FROM numbers(${DAYS})`);
  await clickhouse.query(`INSERT INTO event_days
    SELECT 1, 1, 'member.active', ${day(`number * ${DAYS - 1}`)}, toDateTime64(0, 3), toDateTime64(0, 3), 0 FROM numbers(2)`);
}

describe('questions that take too much', () => {
  let clickhouse: ClickHouseFront;
  let grapevine: GrapevineProcess;
  let other: ApiClient;
  beforeAll(async () => {
    clickhouse = await ClickHouseFront.start({ database: 'grapevine' });
    grapevine = await GrapevineProcess.start({ environment: { ...LIMITS, CLICKHOUSE_URL: clickhouse.url } });
    await fill(clickhouse);
    const key = await grapevine.api.request<CreatedKey>('POST', '/v1/keys', { name: 'other', scopes: ['read'] });
    other = grapevine.api.as(key.body.key);
  }, 180_000);
  afterAll(async () => {
    await grapevine?.remove();
    await clickhouse?.remove();
  });

  const ask = <T>(path: string, api = grapevine.api): Promise<Answer<T>> => api.request<T>('GET', path);

  /** Asks, and hangs up when it is told to. */
  function askAndHangUp(path: string): { hangUp: () => void; end: Promise<unknown> } {
    const headers = { authorization: `Bearer ${grapevine.api.key}` };
    const abort = new AbortController();
    const end = fetch(grapevine.url + path, { headers, signal: abort.signal }).catch((error: Error) => error.name);
    return { hangUp: () => abort.abort(), end };
  }

  /** The tags of what the engine says it is doing for questions of that name. */
  async function running(question: string): Promise<string[]> {
    const rows = await clickhouse.query<{ tag: string }>(`SELECT Settings['log_comment'] AS tag FROM system.processes
      WHERE startsWith(tag, 'grapevine: ') AND position(tag, ' question=${question} ') > 0`);
    return rows.map(({ tag }) => tag);
  }

  async function runs(question: string): Promise<string> {
    for (const begun = Date.now(); Date.now() - begun < patience(SECONDS * 1_000); await sleep(20)) {
      const [tag] = await running(question);
      if (tag !== undefined) return tag;
    }
    throw new Error(`The engine never ran ${question}.`);
  }

  /** @returns whether nothing of it runs within two seconds any more */
  async function goneInTime(question: string): Promise<boolean> {
    const deadline = Date.now() + patience(2_000);
    while ((await running(question)).length > 0) {
      if (Date.now() > deadline) return false;
      await sleep(20);
    }
    return true;
  }

  it('are stopped after their time, in the engine too, and say what to narrow', async () => {
    const { status, body } = await ask<Problem>(SLOW);
    expect(body).toMatchObject({ status: 422, code: 'question_over_time_limit' });
    expect(body.detail).toMatch(/2 seconds .* a shorter range \(from, to\), a coarser grain/);
    expect(status).toBe(422);
    expect(await goneInTime('retention')).toBe(true);
    expect((await ask(QUICK)).status).toBe(200);
  }, 60_000);

  it('are stopped when their client hangs up, and say in the engine whose they are', async () => {
    const { hangUp, end } = askAndHangUp(SLOW);
    const tag = await runs('retention');
    expect(tag).toMatch(/^grapevine: \w+ workspace=1 question=retention id=[0-9a-f-]{36}$/);
    hangUp();
    expect(await end).toBe('AbortError');
    expect(await goneInTime('retention')).toBe(true);
    expect((await ask(QUICK)).status).toBe(200);
  }, 60_000);

  it('are turned away where too many of one key wait, and other keys do not notice', async () => {
    const flood = Array.from({ length: 33 }, () => askAndHangUp(SLOW));
    await runs('retention');
    await sleep(500);
    const { status, headers, body } = await ask<Problem>(QUICK);
    expect({ status, code: body.code, retryAfter: headers.get('retry-after') }).toEqual({
      status: 429,
      code: 'too_many_questions',
      retryAfter: '5',
    });
    expect((await ask(QUICK, other)).status).toBe(200);
    for (const { hangUp } of flood) hangUp();
    await Promise.all(flood.map(({ end }) => end));
    expect(await goneInTime('retention')).toBe(true);
    expect((await ask(QUICK)).status).toBe(200);
  }, 60_000);

  it('or little say what they took, without a change in what they answer', async () => {
    const first = await ask<{ data: unknown }>(QUICK);
    const second = await ask<{ data: unknown }>(QUICK);
    expect(first.headers.get('server-timing')).toMatch(/^total;dur=\d+\.\d, warehouse;dur=\d+\.\d$/);
    expect(first.headers.get('grapevine-read')).toMatch(/^statements=[1-9]\d*, rows=[1-9]\d*, bytes=[1-9]\d*$/);
    expect(second.body.data).toEqual(first.body.data);
    expect(JSON.stringify(first.body)).not.toContain('statements');
  });

  it('are stopped when they need too much memory, and say so', async () => {
    await grapevine.stop();
    const environment = { ...LIMITS, GRAPEVINE_QUESTION_MEMORY_MIB: '64', CLICKHOUSE_URL: clickhouse.url };
    const small = await GrapevineProcess.prepare({ dataDir: grapevine.dataDir, environment });
    await small.start();
    try {
      const { status, body } = await ask<Problem>(SLOW, small.api);
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'question_over_memory_limit' });
      expect(body.detail).toContain('64 MiB of memory');
      expect((await ask(QUICK, small.api)).status).toBe(200);
    } finally {
      await small.stop();
    }
  }, 60_000);
});
