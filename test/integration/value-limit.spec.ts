import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IncomingRow } from '@grapevine/pipeline';
import { EventWriter, excludedMemberCount, keptValues, largestSegments, Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { randomFrom, shuffled } from '../support/random.js';

/**
 * Dimensions with three and with ten times as many values as are kept. In whatever order and batches they come, and with whatever repetitions, the first by name
 * have the numbers that they would have alone, and the rest is one exact union. How many values get sets is told to the last one.
 */
const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? 20131219);
const ORDERS = 30;
const KEPT = 6;
const INSTANCE = { id: '00000000-0000-4000-8000-000000000001', hasMembers: false, lastMemberNumbers: new Map() };

// By bytes U+FF5E comes before U+1F600; JavaScript's own order has them the other way round.
const PLATFORMS = ['~', '～', '😀', 'Ä', 'a', 'aa', 'ab', 'b', 'B', '0', '10', '9', "o'dd\\", ' ', 'é', 'z', 'zz', '𝒳'];
const PLANS = Array.from({ length: 10 * KEPT }, (_, i) => `plan ${i}`);
const DAYS = ['2013-11-30', '2013-12-01', '2013-12-02'];

const byBytes = (values: Iterable<string>): string[] =>
  [...new Set(values)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

interface Spec {
  readonly id: number;
  readonly member: number;
  readonly day: string;
  readonly active: boolean;
  readonly platform: string;
  readonly plan: string;
}

const random = randomFrom(SEED);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const LOG: readonly Spec[] = Array.from({ length: 150 }, (_, id) => ({
  ...{ id, member: 1 + Math.floor(random() * 40), day: pick(DAYS), active: random() < 0.8 },
  ...{ platform: pick([...PLATFORMS, '']), plan: pick([...PLANS, '']) },
}));

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

const rowOf = (spec: Spec, workspace: number): IncomingRow => ({
  ...{ revision: 1, workspace, day: spec.day, member_no: spec.member, inviter_no: 0, active: spec.active },
  folded_standard: 1,
  event: {
    ...{
      type: spec.active ? 'member.active' : 'member.invited',
      event_key: hash(String(spec.id)),
      content_hash: hash(''),
    },
    ...{ occurred_at: Date.parse(`${spec.day}T12:00:00Z`), member_hash: '', inviter_hash: '', message_key: '' },
    ...{ recipient_key: '', channel: '', error_code: '', platform: spec.platform, manufacturer: '', country: '' },
    ...{ app_version: '', source: '', properties: { plan: spec.plan } },
  },
});

/** The log with repetitions in some order, in batches of some sizes. */
function batchesOf(seed: number): Spec[][] {
  const draw = randomFrom(seed);
  const events = shuffled([...LOG, ...LOG.filter(() => draw() < 0.3)], seed);
  const batches: Spec[][] = [];
  // Few, since each waits for its insert.
  while (events.length > 0) batches.push(events.splice(0, 1 + Math.floor(draw() * 24)));
  return batches;
}

const DIMENSIONS = ['platform', 'plan'] as const;
const firstOf = (values: Iterable<string>): string[] => byBytes([...values].filter(Boolean)).slice(0, KEPT);

/** The values that get sets: those that were not yet beyond the bound when their batch came. */
function withSets(batches: readonly Spec[][], dimension: (typeof DIMENSIONS)[number]): string[] {
  const known = new Set<string>();
  const stored = new Set<string>();
  for (const batch of batches) {
    const bound = known.size > KEPT ? Buffer.from(firstOf(known)[KEPT - 1] as string) : undefined;
    const lets = (value: string): boolean => !bound || Buffer.compare(Buffer.from(value), bound) <= 0;
    for (const spec of batch) {
      if (spec[dimension] === '') stored.add('unknown');
      else if (!lets(spec[dimension])) stored.add('');
      else if (spec.active) stored.add(spec[dimension]);
    }
    for (const spec of batch) if (spec[dimension] !== '') known.add(spec[dimension]);
  }
  return [...stored];
}

describe(`more values of a dimension than are kept (seed ${SEED})`, () => {
  let folder: string;
  let warehouse: Warehouse;
  const orders = Array.from({ length: ORDERS }, (_, i) => ({ workspace: i + 1, batches: batchesOf(SEED + i) }));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-value-limit-'));
    const limits = { seconds: 60, memoryMiB: 1_024, dimensionValues: KEPT };
    warehouse = await Warehouse.open(
      { url: undefined, dataDir: folder },
      { ...INSTANCE, bindWarehouse: async () => undefined },
      limits,
    );
    const writer = new EventWriter(warehouse, () => undefined);
    const send = async ({ workspace, batches }: (typeof orders)[number]): Promise<void> => {
      for (const batch of batches) expect(await writer.write(batch.map((spec) => rowOf(spec, workspace)))).toEqual([]);
    };
    await Promise.all(orders.map(send));
  }, 300_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const population = async (workspace: number) => {
    const rows = await warehouse.query(keptValues({ workspace, revision: 1 }, KEPT));
    return {
      ...{ workspace, revision: 1, excludesMembers: false, excludedSegments: [], activityTypes: ['member.active'] },
      kept: new Map(rows.map(({ dimension, ...found }) => [dimension, found])),
    };
  };

  it('keeps the first by name', async () => {
    for (const { workspace } of orders) {
      const { kept } = await population(workspace);
      const expected = DIMENSIONS.map((dimension) => {
        const all = firstOf(LOG.map((spec) => spec[dimension]));
        return [dimension, { last: all[KEPT - 1], kept: KEPT }] as const;
      });
      expect(kept).toEqual(new Map(expected));
    }
  });

  it.each(DIMENSIONS)(
    'tells the members of each %s that is kept, and those of the rest, in every order',
    async (dimension) => {
      const kept = [...firstOf(LOG.map((spec) => spec[dimension])), 'unknown'];
      const labelOf = (spec: Spec): string =>
        kept.includes(spec[dimension] || 'unknown') ? spec[dimension] || 'unknown' : '';
      const active = LOG.filter((spec) => spec.active);
      const naive = [...new Set(active.map(labelOf))].map((segment) => ({
        segment,
        members: new Set(active.filter((spec) => labelOf(spec) === segment).map(({ member }) => member)).size,
      }));
      naive.sort((a, b) => b.members - a.members || Buffer.compare(Buffer.from(a.segment), Buffer.from(b.segment)));
      expect(naive).toContainEqual({ segment: '', members: expect.any(Number) });
      for (const { workspace } of orders) {
        const asked = { ...(await population(workspace)), fact: 'active' as const, filters: [] };
        for (const range of [{ from: DAYS[0] as string, to: DAYS[2] as string, span: 'day' as const }, MONTHS]) {
          const found = await warehouse.query(largestSegments({ ...asked, ...range }, dimension, 100));
          expect({ workspace, range, found }).toEqual({ workspace, range, found: naive });
        }
      }
    },
  );

  it('gives sets to no value that came after the bound was known', async () => {
    const rows = await warehouse.query({
      name: 'stored_values',
      sql: `SELECT workspace, dimension, groupUniqArray(value) AS stored FROM member_sets WHERE dimension != '' GROUP BY workspace, dimension`,
      params: {},
      row: z.object({ workspace: z.number(), dimension: z.string(), stored: z.array(z.string()) }),
    });
    const found = new Map(rows.map(({ workspace, dimension, stored }) => [`${workspace} ${dimension}`, stored.sort()]));
    const told = orders.flatMap(({ workspace, batches }) =>
      DIMENSIONS.map((dimension) => [`${workspace} ${dimension}`, withSets(batches, dimension).sort()] as const),
    );
    expect(found).toEqual(new Map(told));
    const most = Math.max(...told.filter(([name]) => name.endsWith('plan')).map(([, values]) => values.length));
    process.stderr.write(`plans that have sets, of ${PLANS.length} of which ${KEPT} are kept: at most ${most}\n`);
    expect(most).toBeLessThan(PLANS.length);
  });

  it('knows a value by rows that are stored alone: not by one that the warehouse refused', async () => {
    const writer = new EventWriter(warehouse, () => undefined);
    const good = LOG.find(({ platform, plan }) => platform !== '' && plan !== '') as Spec;
    const bad = { ...good, id: LOG.length, day: 'no day', platform: ' first of all' };
    expect(await writer.write([rowOf(bad, 99), rowOf(good, 99)])).toMatchObject([{ index: 0 }]);
    const values = await warehouse.query({
      name: 'known_values',
      sql: 'SELECT DISTINCT dimension, value FROM dimension_values WHERE workspace = 99 ORDER BY dimension',
      params: {},
      row: z.object({ dimension: z.string(), value: z.string() }),
    });
    expect(values).toEqual([
      { dimension: 'plan', value: good.plan },
      { dimension: 'platform', value: good.platform },
    ]);
  });

  it('stores a batch again whose values it could not store, and acknowledges nothing before', async () => {
    let fails = true;
    // The real warehouse, which goes away between the two inserts of the first try.
    const store = {
      limitValues: warehouse.limitValues.bind(warehouse),
      insertText: async (table: string, format: string, text: string): Promise<void> => {
        if (fails && table.startsWith('incoming_values')) throw new Error('The warehouse does not answer.');
        await warehouse.insertText(table, format, text);
      },
    };
    const writer = new EventWriter(store, () => undefined);
    const batch = LOG.slice(0, 20).map((spec) => rowOf(spec, 98));
    await expect(writer.write(batch)).rejects.toThrow('The warehouse does not answer.');
    fails = false;
    expect(await writer.write(batch)).toEqual([]);
    const { kept } = await population(98);
    const plans = LOG.slice(0, 20).map(({ plan }) => plan);
    expect(kept.get('plan')).toEqual({ last: firstOf(plans)[KEPT - 1], kept: KEPT });
  });

  it('excludes whoever was active with a value that is not kept any more, by the log', async () => {
    const beyond = byBytes(PLATFORMS).at(-1) as string;
    const naive = new Set(
      LOG.filter(({ active, platform }) => active && platform === beyond).map(({ member }) => member),
    );
    expect(naive.size).toBeGreaterThan(0);
    for (const { workspace } of orders.slice(0, 10)) {
      const excludedSegments = [{ dimension: 'platform', value: beyond }];
      const found = await warehouse.query(excludedMemberCount({ ...(await population(workspace)), excludedSegments }));
      expect(found).toEqual([{ members: naive.size }]);
    }
  });
});

const MONTHS = { from: '2013-11-01', to: '2013-12-31', span: 'month' as const };
