import { FIRST_MONTH, MONTH } from './fill.js';

/** Paths that are asked one after the other. */
export type Question = readonly string[];

const pathOf = (endpoint: string, parameters: Readonly<Record<string, string>>, filters: readonly string[] = []) =>
  `/v1/${endpoint}?${new URLSearchParams([...Object.entries(parameters), ...filters.map((filter) => ['filter', filter] as [string, string])])}`;

const active = (parameters: Readonly<Record<string, string>>, filters: readonly string[] = []): string =>
  pathOf('series', { metric: 'active_members', ...MONTH, ...parameters }, filters);

const WINDOWS = ['calendar', 'rolling_7', 'rolling_28'];
const points = (range: object): Question => WINDOWS.map((window) => active({ grain: 'day', window, ...range }));

const MONTH_OF = [active({ grain: 'month' })];
const POINTS = points({});

/** What people ask, while nothing of it is sealed. */
export const COMPUTED: Readonly<Record<string, Question>> = {
  'running month': MONTH_OF,
  '31 points of DAU, rolling 7 and 28': POINTS,
  'one new day of them': points({ from: MONTH.to }),
  'growth of a month': [pathOf('growth', { grain: 'month', ...MONTH })],
  'two filters over a month': [active({ grain: 'month' }, ['platform:ios', 'country:c3'])],
  'retention of 12 monthly cohorts': [
    pathOf('retention', { cohort: 'first_active', grain: 'month', periods: '12', from: FIRST_MONTH, to: MONTH.to }),
  ],
  'power curve of 28 days': [pathOf('power-curve', { days: '28', as_of: MONTH.to })],
};

/** The same once it is sealed. */
export const SEALED: Readonly<Record<string, Question>> = {
  'sealed month': MONTH_OF,
  'sealed 31 points of DAU, rolling 7 and 28': POINTS,
};

/** The members of the month that a row names, in the usual ways. */
export const NAIVE: Readonly<Record<string, string>> = {
  'month as uniqExact over rows': 'SELECT uniqExact(id) AS members FROM bench_rows',
  'month as uniqCombined64 over rows, not exact': 'SELECT uniqCombined64(id) AS members FROM bench_rows',
  'month as groupBitmap over rows': 'SELECT groupBitmap(member_no) AS members FROM bench_rows',
};

export const STORED = `SELECT table, toFloat64(sum(rows)) AS rows, toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts
  WHERE active AND table IN ('member_sets', 'bench_rows') AND database = currentDatabase() GROUP BY table ORDER BY table`;
