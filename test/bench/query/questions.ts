import { activeMembers, growth, powerCurve, retention, type Warehouse } from '@grapevine/warehouse';
import { z } from 'zod';
import { FIRST_MONTH, MONTH } from './fill.js';

export type Question = Parameters<Warehouse['query']>[0];

const EVERYBODY = { workspace: 1, revision: 1, excludesMembers: false, excludedSegments: [] };
const ACTIVE = { ...EVERYBODY, ...MONTH, fact: 'active', filters: [] } as const;
const BOTH = [
  { dimension: 'platform', values: ['ios'] },
  { dimension: 'country', values: ['c3'] },
];
const LAST_DAY = { from: MONTH.to, to: MONTH.to };

const spans = ['day', { rollingDays: 7 }, { rollingDays: 28 }] as const;
const points = (days: { from: string; to: string }): Question[] =>
  spans.map((span) => activeMembers({ ...ACTIVE, ...days, span }));

/** What the product asks its warehouse, by what a person asks the product. */
export const QUESTIONS: Readonly<Record<string, readonly Question[]>> = {
  'running month': [activeMembers({ ...ACTIVE, span: 'month' })],
  '31 points of DAU, rolling 7 and 28': points(MONTH),
  'one new day of them': points(LAST_DAY),
  'growth of a month': [growth({ ...ACTIVE, span: 'month', steps: 1 }, undefined)],
  'two filters over a month': [activeMembers({ ...ACTIVE, span: 'month', filters: BOTH })],
  'retention of 12 monthly cohorts': [
    retention({
      ...EVERYBODY,
      ...{ cohort: 'first_active', mode: 'on', span: 'month', filters: [], cohorts: 12, offsets: 12 },
      ...{ from: FIRST_MONTH, to: MONTH.to },
    }),
  ],
  'power curve of 28 days': [powerCurve({ ...ACTIVE, from: '2013-12-04', span: 'day' }, 28)],
};

/** Those of the month that a row names, in the usual ways. */
const counting = (name: string, expression: string): Question => ({
  name: `bench_${name}`,
  params: {},
  row: z.object({ members: z.number() }),
  sql: `SELECT ${expression} AS members FROM bench_rows`,
});

export const NAIVE: Readonly<Record<string, readonly Question[]>> = {
  'month as uniqExact over rows': [counting('uniq_exact', 'uniqExact(id)')],
  'month as uniqCombined64 over rows (not exact)': [counting('uniq_combined', 'uniqCombined64(id)')],
  'month as groupBitmap over rows': [counting('group_bitmap', 'groupBitmap(member_no)')],
};

const Stored = z.object({ table: z.string(), rows: z.number(), bytes: z.number() });

export const STORED = {
  name: 'bench_stored',
  params: {},
  row: Stored,
  sql: `SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
    WHERE active AND table IN ('member_sets', 'bench_rows') AND database = currentDatabase() GROUP BY table ORDER BY table`,
};
