import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Asker, noCost, Warehouse, WarehouseOverloadedError } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChdbConnection, createChdbConnection } from 'chdb/connection';
import { z } from 'zod';

const REGISTRY = {
  id: '4f0c5ab0-0000-4000-8000-000000000000',
  hasMembers: false,
  lastMemberNumbers: new Map<number, number>(),
  bindWarehouse: async () => undefined,
};
/** As many connections as an embedded warehouse reads with. */
const READERS = 3;

const asking = (sql: string) => ({ name: 'too_much', sql, params: { workspace: 7 }, row: z.object({ n: z.number() }) });
/** With a value that is bound, as most have: the engine lists it without its comment then. */
const ENDLESS = 'SELECT count() AS n FROM numbers(1000000000000) WHERE cityHash64(number) = {workspace:UInt32}';
/** One call of one function over one row: the engine looks only before and after it whether it should stop. */
const DEAF = 'SELECT toUInt8(arraySum(arraySort(x -> sipHash64(x), range(14000000))) > 0) AS n';

describe('a question that takes too much', () => {
  let folder: string;
  let warehouse: Warehouse;
  let engine: ChdbConnection;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-limits-'));
    warehouse = await Warehouse.open({ url: undefined, dataDir: folder }, REGISTRY, {
      seconds: 60,
      memoryMiB: 1_024,
      dimensionValues: 10_000,
    });
    engine = createChdbConnection({ path: folder });
  });
  afterAll(async () => {
    await warehouse?.close();
    await engine?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the engine is doing, as it says itself. */
  async function running(): Promise<string[]> {
    const sql = "SELECT Settings['log_comment'] AS tag FROM system.processes WHERE startsWith(tag, 'grapevine: ')";
    const answer = await engine.chdb.queryAsync(sql, { format: 'JSONCompactEachRow' });
    return answer
      .text()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)[0]);
  }

  async function runningAre(count: number): Promise<string[]> {
    for (let waited = 0; waited < 600; waited++) {
      const queries = await running();
      if (queries.length === count) return queries;
      await sleep(50);
    }
    throw new Error(`Never were ${count} running: ${(await running()).join('\n')}`);
  }

  const askerOf = (signal: AbortSignal): Asker => ({ question: 'growth', signal, cost: noCost() });

  /** Every connection reads, at the same time as all others, and gives its own answer. */
  async function allReadersAnswer(): Promise<void> {
    const stop = new AbortController();
    const endless = Array.from({ length: READERS }, () =>
      warehouse.onBehalfOf(askerOf(stop.signal), () => warehouse.query(asking(ENDLESS))),
    );
    const settled = Promise.allSettled(endless);
    await runningAre(READERS);
    stop.abort(new Error('seen'));
    await settled;
    await runningAre(0);
    const answers = Array.from({ length: 2 * READERS }, (_, i) => warehouse.query(asking(`SELECT ${i} AS n`)));
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 2 * READERS }, (_, i) => [{ n: i }]));
  }

  it.each([
    ['time', `${ENDLESS} SETTINGS max_execution_time = 1`],
    ['memory', 'SELECT length(groupArray(number)) AS n FROM numbers(10000000) SETTINGS max_memory_usage = 1000000'],
    // By the limit that the warehouse was opened with.
    ['memory', 'SELECT length(groupArray(number)) AS n FROM numbers(400000000)'],
  ])('is stopped for want of %s, and leaves nothing behind', async (shortage, sql) => {
    const refused = await warehouse.query(asking(sql)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WarehouseOverloadedError);
    expect(refused).toMatchObject({ shortage });
    expect(await running()).toEqual([]);
    await allReadersAnswer();
  });

  it('gives none of its rows to whoever asks next', async () => {
    const many = 'SELECT number AS n, throwIf(number > 250000) FROM numbers(300000) SETTINGS max_threads = 1';
    for (let i = 0; i < READERS; i++) {
      await expect(warehouse.text({ name: 'fails_late', sql: many, params: {} })).rejects.toThrow('fails_late');
      expect(await warehouse.text({ name: 'next', sql: `SELECT ${i} AS mine`, params: {} })).toBe(`{"mine":${i}}\n`);
    }
  });

  it('is gone from the engine when nobody waits for it', async () => {
    const stop = new AbortController();
    const asker = askerOf(stop.signal);
    const answer = warehouse.onBehalfOf(asker, () => warehouse.query(asking(ENDLESS)));
    const refused = answer.catch((error: unknown) => error);
    const [tag] = await runningAre(1);
    expect(tag).toMatch(/^grapevine: too_much workspace=7 question=growth id=[0-9a-f-]{36}$/);
    stop.abort(new Error('nobody waits'));
    expect(await refused).toEqual(new Error('nobody waits'));
    expect(await running()).toEqual([]);
    await expect(warehouse.onBehalfOf(asker, () => warehouse.query(asking('SELECT 1 AS n')))).rejects.toThrow('nobody');
    await allReadersAnswer();
  });

  it('does not keep its place while it waits for a connection in vain', async () => {
    const stops = Array.from({ length: READERS + 1 }, () => new AbortController());
    const answers = stops.map(({ signal }) =>
      warehouse.onBehalfOf(askerOf(signal), () => warehouse.query(asking(ENDLESS))).catch((error: unknown) => error),
    );
    await runningAre(READERS);
    await warehouse.ping();
    stops.at(-1)?.abort(new WarehouseOverloadedError('time', 'growth'));
    expect(await answers.at(-1)).toEqual(new WarehouseOverloadedError('room', 'growth'));
    for (const stop of stops) stop.abort(new Error('enough'));
    expect((await Promise.all(answers)).slice(0, -1)).toEqual(Array(READERS).fill(new Error('enough')));
    await allReadersAnswer();
  });

  it('loses its connection when the engine does not let go of it', async () => {
    const stop = new AbortController();
    const answer = warehouse.onBehalfOf(askerOf(stop.signal), () => warehouse.query(asking(DEAF)));
    const refused = answer.catch((error: unknown) => error);
    await runningAre(1);
    stop.abort(new Error('nobody waits'));
    expect(await refused).toEqual(new Error('nobody waits'));
    // It is still at it, and no other question has to wait for that.
    expect(await running()).toHaveLength(1);
    const answers = Array.from({ length: READERS }, (_, i) => warehouse.query(asking(`SELECT ${i} AS n`)));
    expect(await Promise.all(answers)).toEqual(Array.from({ length: READERS }, (_, i) => [{ n: i }]));
    await runningAre(0);
    await allReadersAnswer();
  });

  it('says what it read', async () => {
    const asker = askerOf(new AbortController().signal);
    await warehouse.onBehalfOf(asker, async () => {
      await warehouse.query(asking('SELECT sum(number) AS n FROM numbers(1000)'));
      await warehouse.query(asking('SELECT sum(number) AS n FROM numbers(500)'));
    });
    expect(asker.cost).toEqual({ statements: 2, milliseconds: expect.any(Number), rows: 1_500, bytes: 12_000 });
  });
});
