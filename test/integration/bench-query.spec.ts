import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fill } from '../bench/query/fill.js';
import { costOf, exponentOf } from '../bench/query/measure.js';
import { NAIVE, QUESTIONS } from '../bench/query/questions.js';

const MEMBERS = 20_000;

describe('the bench of questions', () => {
  let folder: string;
  let warehouse: Warehouse;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-bench-query-'));
    const id = '00000000-0000-4000-8000-000000000001';
    const instance = { id, hasMembers: false, lastMemberNumbers: new Map(), bindWarehouse: async () => undefined };
    warehouse = await Warehouse.open({ url: undefined, dataDir: folder }, instance);
    // In two steps, as it grows from one size to the next.
    await fill(warehouse, 0, 5_000, true);
    await fill(warehouse, 5_000, MEMBERS, true);
  });
  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const answersOf = async (name: string): Promise<Record<string, unknown>[]> => {
    const answers: Record<string, unknown>[] = [];
    for (const question of { ...QUESTIONS, ...NAIVE }[name] ?? []) {
      answers.push(...((await warehouse.query(question)) as Record<string, unknown>[]));
    }
    return answers;
  };

  it('asks sets and rows the same, and both say the same', async () => {
    const [month] = await answersOf('running month');
    expect(month).toEqual({ bucket: '2013-12-01', members: MEMBERS });
    expect(await answersOf('month as uniqExact over rows')).toEqual([{ members: MEMBERS }]);
    expect(await answersOf('month as groupBitmap over rows')).toEqual([{ members: MEMBERS }]);
  });

  it('has 70% of the members on each day, and segments of the sizes that it says', async () => {
    const points = await answersOf('31 points of DAU, rolling 7 and 28');
    expect(points).toHaveLength(3 * 31);
    for (const { members } of points.slice(0, 31)) {
      expect(Math.abs((members as number) / MEMBERS - 0.7)).toBeLessThan(0.02);
    }
    expect((await answersOf('one new day of them')).map(({ bucket }) => bucket)).toEqual(Array(3).fill('2013-12-31'));
    const [both] = await answersOf('two filters over a month');
    expect(Math.abs((both?.members as number) / (MEMBERS / 6 / 20) - 1)).toBeLessThan(0.25);
  });

  it('has cohorts who stay, and a month before to grow from', async () => {
    const [growth] = await answersOf('growth of a month');
    expect(growth?.active_members).toBe(MEMBERS);
    expect(growth?.new_members).toBeGreaterThan(0);
    expect(growth?.retained_members).toBeGreaterThan(MEMBERS / 2);
    const cohorts = await answersOf('retention of 12 monthly cohorts');
    expect(new Set(cohorts.map(({ cohort }) => cohort)).size).toBe(12);
    const [curve] = (await answersOf('power curve of 28 days')) as { histogram: number[] }[];
    expect(curve?.histogram.reduce((sum, members) => sum + members, 0)).toBe(MEMBERS);
  });

  it('tells what a question costs, and how that grows', async () => {
    const cost = await costOf(warehouse, QUESTIONS['one new day of them'] ?? [], 3, 60);
    expect(cost).toMatchObject({ runs: 3 });
    expect(cost?.cpu).toBeGreaterThan(0);
    expect(exponentOf([[10, 3]])).toBeUndefined();
    // y = 2 x^1.5
    const points = [4, 16, 64].map((members) => [members, 2 * members ** 1.5] as const);
    expect(exponentOf(points)).toBeCloseTo(1.5, 10);
  });
});
