import type { BenchEngine } from './engine.js';

/** The month whose days are there; of the eleven months before it only the months themselves. */
export const MONTH = { from: '2013-12-01', to: '2013-12-31' };
export const FIRST_MONTH = '2013-01-01';

const PLATFORMS = ['android', 'ios', 's40', 'symbian', 'web', 'windows'];
const COUNTRIES = Array.from({ length: 20 }, (_, i) => `c${i}`);
const DAYS = Array.from({ length: 31 }, (_, i) => i);

/** Of 4,194,304 members each, as the product keeps them. */
const CHUNK = 2 ** 22;

/** A whole number below `below` that only this member and this purpose give, so that no two sets have anything to do with each other. */
const drawn = (purpose: number, below: number): string => `(cityHash64(number, ${purpose}) % ${below})`;
const isActive = (day: number): string => `${drawn(day, 10)} < 7`;

/**
 * The sets that all others are intersections of: who was active in a period, and who belongs to a segment. On each day that is 70% of the
 * members, drawn anew. A twelfth of them comes in each month, and of those who came nine in ten are active in a later one; in the last month
 * all who have a day in it.
 */
const PERIODS = [
  ...DAYS.map((day) => ['day', `toDate32('${MONTH.from}') + ${day}`, isActive(day)]),
  ...Array.from({ length: 11 }, (_, month) => [
    'month',
    `addMonths(toDate32('${FIRST_MONTH}'), ${month})`,
    `${month} >= ${drawn(1003, 12)} AND ${drawn(2000 + month, 10)} < 9`,
  ]),
  ['month', `toDate32('${MONTH.from}')`, DAYS.map(isActive).join(' OR ')],
] as const;

const SEGMENTS = [
  ['', '', '1'],
  ...PLATFORMS.map((name, i) => ['platform', name, `${drawn(1001, PLATFORMS.length)} = ${i}`]),
  ...COUNTRIES.map((name, i) => ['country', name, `${drawn(1002, COUNTRIES.length)} = ${i}`]),
] as const;

const setOf = (condition: string): string => `groupBitmapStateIf(toUInt32(number), ${condition})`;

const TABLES = [
  'DROP TABLE IF EXISTS bench_periods',
  'DROP TABLE IF EXISTS bench_segments',
  `CREATE TABLE bench_periods (grain LowCardinality(String), period Date32, chunk UInt16, members AggregateFunction(groupBitmap, UInt32))
    ENGINE = MergeTree ORDER BY (grain, period, chunk)`,
  'DROP TABLE IF EXISTS bench_sets',
  // With marks as a merge would make them of sets of this size; a merge itself would need as much space again.
  'CREATE TABLE bench_sets AS member_sets ENGINE = AggregatingMergeTree SETTINGS index_granularity = 2',
  `CREATE TABLE bench_segments (dimension LowCardinality(String), value String, chunk UInt16, members AggregateFunction(groupBitmap, UInt32))
    ENGINE = MergeTree ORDER BY (dimension, value, chunk)`,
];

const baseSets = (chunk: number, from: number, count: number): string[] => {
  const members = `numbers(${from}, ${count})`;
  const periods = PERIODS.map(([grain, period, condition]) => `('${grain}', ${period}, ${setOf(condition)})`);
  const segments = SEGMENTS.map(([dimension, value, condition]) => `('${dimension}', '${value}', ${setOf(condition)})`);
  return [
    `INSERT INTO bench_periods SELECT row.1, row.2, ${chunk}, row.3
      FROM (SELECT arrayJoin([${periods.join(', ')}]) AS row FROM ${members})`,
    `INSERT INTO bench_segments SELECT row.1, row.2, ${chunk}, row.3
      FROM (SELECT arrayJoin([${segments.join(', ')}]) AS row FROM ${members})`,
  ];
};

/** In the order of the table's key, so that its parts lie one behind the other as after a merge. */
const setsOfSegment = (dimension: string, value: string): string =>
  `INSERT INTO bench_sets
    SELECT 1, 1, 'active', '${dimension}', '${value}', grain, period, chunk, bitmapAnd(p.members, s.members)
    FROM bench_periods AS p
    INNER JOIN (SELECT chunk, members FROM bench_segments WHERE dimension = '${dimension}' AND value = '${value}') AS s USING chunk
    ORDER BY grain, period, chunk
    SETTINGS max_threads = 1, max_block_size = 32`;

const HANDED_OVER = [
  `ALTER TABLE member_sets MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1`,
  'ALTER TABLE member_sets ATTACH PARTITION tuple() FROM bench_sets',
  'DROP TABLE bench_sets SYNC',
];

/**
 * Members `from` to `to` of a workspace, straight into the sets of the product's warehouse, which no product uses meanwhile. They are not
 * merged, now or later: the parts are in order already, and a merge would come at a time of its own choice.
 *
 * @param withRows the days of the month as rows of hashed ids too, as a log would have them
 */
export async function fill(engine: BenchEngine, from: number, to: number, withRows: boolean): Promise<void> {
  await engine.run('SYSTEM STOP MERGES');
  for (const statement of TABLES) await engine.run(statement);
  const chunks: string[][] = [];
  for (let at = from; at < to; ) {
    const chunk = Math.floor(at / CHUNK);
    const count = Math.min(to, (chunk + 1) * CHUNK) - at;
    chunks.push(baseSets(chunk, at, count));
    at += count;
  }
  await engine.runAll(chunks);
  await engine.runAll(SEGMENTS.map(([dimension, value]) => [setsOfSegment(dimension, value)]));
  for (const statement of HANDED_OVER) await engine.run(statement);
  if (withRows) {
    await engine.run(
      'CREATE TABLE IF NOT EXISTS bench_rows (id UInt64, member_no UInt32) ENGINE = MergeTree ORDER BY ()',
    );
    await engine.run(`INSERT INTO bench_rows SELECT cityHash64(number, 7), number
      FROM (SELECT arrayJoin(bitmapToArray(members)) AS number FROM bench_periods WHERE grain = 'day') SETTINGS max_block_size = 1`);
  }
}
