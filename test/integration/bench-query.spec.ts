import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Product } from '../bench/ingest/product.js';
import { BenchEngine } from '../bench/query/engine.js';
import { fill } from '../bench/query/fill.js';
import { costOf, exponentOf } from '../bench/query/measure.js';
import {
  allowSealing,
  ask,
  assertComputed,
  forgetSealed,
  prepareWorkspace,
  sealed,
  startProduct,
} from '../bench/query/product.js';
import { COMPUTED, NAIVE, SEALED } from '../bench/query/questions.js';

const ROOT = resolve(import.meta.dirname, '../..');
const MEMBERS = 20_000;

type Rows = readonly Record<string, number | string | boolean | null>[];

describe('the bench of questions', () => {
  let folder: string;
  let product: Product;
  const counted: Record<string, number> = {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-bench-query-'));
    const empty = await startProduct(ROOT, folder, false);
    await prepareWorkspace(empty);
    await empty.stop();
    const engine = BenchEngine.open(join(folder, 'warehouse'));
    // In two steps, as it grows from one size to the next.
    await fill(engine, 0, 5_000, true);
    await fill(engine, 5_000, MEMBERS, true);
    for (const [name, statement] of Object.entries(NAIVE)) {
      counted[name] = (await engine.run<{ members: number }>(statement))[0]?.members ?? 0;
    }
    engine.close();
    product = await startProduct(ROOT, folder, true);
    await allowSealing(product, true);
  }, 60_000);
  afterAll(async () => {
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const rowsOf = async (name: string): Promise<Rows> => {
    const answers = await ask<{ data: Rows }>(product, { ...COMPUTED, ...SEALED }[name] ?? []);
    return answers.flatMap(({ data }) => data);
  };

  it('asks sets and rows the same, and both say the same', async () => {
    expect(await rowsOf('running month')).toEqual([expect.objectContaining({ period: '2013-12', value: MEMBERS })]);
    expect(counted['month as uniqExact over rows']).toBe(MEMBERS);
    expect(counted['month as groupBitmap over rows']).toBe(MEMBERS);
  });

  it('has 70% of the members on each day, and segments of the sizes that it says', async () => {
    const points = await rowsOf('31 points of DAU, rolling 7 and 28');
    expect(points).toHaveLength(3 * 31);
    for (const { value } of points.slice(0, 31)) expect(Math.abs(Number(value) / MEMBERS - 0.7)).toBeLessThan(0.02);
    expect((await rowsOf('one new day of them')).map(({ end }) => end)).toEqual(Array(3).fill('2013-12-31'));
    const [both] = await rowsOf('two filters over a month');
    expect(Math.abs(Number(both?.value) / (MEMBERS / 6 / 20) - 1)).toBeLessThan(0.25);
  });

  it('has cohorts who stay, and a month before to grow from', async () => {
    const [growth] = await rowsOf('growth of a month');
    expect(growth?.active).toBe(MEMBERS);
    expect(growth?.new).toBeGreaterThan(0);
    expect(growth?.retained).toBeGreaterThan(MEMBERS / 2);
    expect(await rowsOf('retention of 12 monthly cohorts')).toHaveLength(12);
    const curve = await rowsOf('power curve of 28 days');
    expect(curve).toHaveLength(28);
    // All but those few who were here in the first three days alone.
    const members = curve.reduce((sum, row) => sum + Number(row.members), 0);
    expect(Math.abs(members / MEMBERS - 1)).toBeLessThan(0.001);
  });

  it('computes again what was sealed of fewer members', async () => {
    const sealing = product;
    const [question] = Object.values(SEALED);
    if (!question) throw new Error('Nothing is asked that can be sealed.');
    await sealed(sealing, question);
    await allowSealing(sealing, false);
    await sealing.stop();
    product = await startProduct(ROOT, folder, false);
    await expect(assertComputed(product, question)).rejects.toThrow('is sealed');
    await forgetSealed(product);
    for (const computed of Object.values(COMPUTED)) await assertComputed(product, computed);
    await product.stop();
    product = await startProduct(ROOT, folder, true);
    await allowSealing(product, true);
  });

  it('asks what is sealed once it is, and tells what a question costs', async () => {
    for (const question of Object.values(SEALED)) await sealed(product, question);
    const cost = await costOf(product.pid, { runs: 3, seconds: 60 }, () => ask(product, SEALED['sealed month'] ?? []));
    expect(cost).toMatchObject({ runs: 3 });
    expect(cost.p95).toBeGreaterThanOrEqual(cost.p50);
  });

  it('tells how that grows', () => {
    expect(exponentOf([[10, 3]])).toBeUndefined();
    // y = 2 x^1.5
    const points = [4, 16, 64].map((members) => [members, 2 * members ** 1.5] as const);
    expect(exponentOf(points)).toBeCloseTo(1.5, 10);
  });
});
