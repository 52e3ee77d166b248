import type { Warehouse } from '@grapevine/warehouse';

/** The month whose days are there; of the eleven months before it only the months themselves. */
export const MONTH = { from: '2013-12-01', to: '2013-12-31' };
export const FIRST_MONTH = '2013-01-01';

const PLATFORMS = ['android', 'ios', 's40', 'symbian', 'web', 'windows'];
const COUNTRIES = 20;

/** Of 4,194,304 members each, as the product keeps them. */
const CHUNK = 2 ** 22;
/** Days whose sets are one insert. */
const SHARE = 8;

/** A whole number below `below` that only this member and this purpose give, so that no two sets have anything to do with each other. */
const drawn = (purpose: string, below: number): string => `(cityHash64(number, ${purpose}) % ${below})`;

const PLATFORM = `[${PLATFORMS.map((name) => `'${name}'`).join(', ')}][1 + ${drawn('1001', PLATFORMS.length)}]`;
const SEGMENTS = `[('', ''), ('platform', ${PLATFORM}), ('country', concat('c', toString(${drawn('1002', COUNTRIES)})))]`;

type Statement = Parameters<Warehouse['execute']>[0];

const CHUNK_OF = `toUInt16(bitShiftRight(number, ${Math.log2(CHUNK)}))`;
const membersOf = 'numbers({from:UInt64}, {count:UInt64})';

/** On each day 70% of the members, drawn anew. */
const days = (from: number, count: number, first: number): Statement => ({
  name: 'bench_days',
  params: { from, count, first, month: MONTH.from, until: Math.min(31, first + SHARE) },
  sql: `INSERT INTO member_sets
    SELECT 1, 1, 'active', segment.1, segment.2, 'day', toDate32({month:String}) + day, chunk, groupBitmapState(toUInt32(number))
    FROM (SELECT number, ${CHUNK_OF} AS chunk, ${SEGMENTS} AS segments,
      arrayJoin(arrayFilter(d -> ${drawn('d', 10)} < 7, range({first:UInt32}, {until:UInt32}))) AS day FROM ${membersOf})
    ARRAY JOIN segments AS segment GROUP BY segment, day, chunk`,
});

/** A twelfth of the members comes in each month, and of those who came nine in ten are active in a later one; in the last all who have a day in it. */
const months = (from: number, count: number): Statement => ({
  name: 'bench_months',
  params: { from, count, first: FIRST_MONTH },
  sql: `INSERT INTO member_sets
    SELECT 1, 1, 'active', segment.1, segment.2, 'month', toDate32(addMonths(toDate32({first:String}), month)), chunk, groupBitmapState(toUInt32(number))
    FROM (SELECT number, ${CHUNK_OF} AS chunk, ${SEGMENTS} AS segments,
      arrayJoin(arrayFilter(m -> if(m = 11, arrayExists(d -> ${drawn('d', 10)} < 7, range(31)),
        m >= ${drawn('1003', 12)} AND ${drawn('2000 + m', 10)} < 9), range(12))) AS month FROM ${membersOf})
    ARRAY JOIN segments AS segment GROUP BY segment, month, chunk`,
});

/** The same days as rows of hashed ids, as a log would have them. */
const rows = (from: number, count: number): Statement => ({
  name: 'bench_rows',
  params: { from, count, month: MONTH.from },
  sql: `INSERT INTO bench_rows
    SELECT toDate32({month:String}) + arrayJoin(arrayFilter(d -> ${drawn('d', 10)} < 7, range(31))) AS day, cityHash64(number, 7), number
    FROM ${membersOf}`,
});

/** Members `from` to `to` of a workspace, straight into its sets. @param withRows as rows too */
export async function fill(warehouse: Warehouse, from: number, to: number, withRows: boolean): Promise<void> {
  if (withRows) {
    const table = `CREATE TABLE IF NOT EXISTS bench_rows (day Date32, id UInt64, member_no UInt32) ENGINE = MergeTree ORDER BY day`;
    await warehouse.execute({ name: 'bench_table', sql: table, params: {} });
  }
  for (let at = from; at < to; ) {
    const count = Math.min(to, (Math.floor(at / CHUNK) + 1) * CHUNK) - at;
    for (let first = 0; first < 31; first += SHARE) await warehouse.execute(days(at, count, first));
    await warehouse.execute(months(at, count));
    if (withRows) await warehouse.execute(rows(at, count));
    at += count;
  }
  await warehouse.execute({ name: 'bench_merge', sql: 'OPTIMIZE TABLE member_sets FINAL', params: {} });
}
