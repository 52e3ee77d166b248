import type { NamedStatement } from '../named-query.js';

/** Where an event stands in the log: workspace and revision aside, the table's order, and its whole identity. */
export interface LogPosition {
  readonly day: string;
  readonly type: string;
  /** 32 hexadecimal digits, as is the next. */
  readonly event_key: string;
  readonly content_hash: string;
}

/** Which events of the log: those on the days from `from` to `to`, inclusive, of the types named; of all where none is. */
export interface LogQuestion {
  readonly workspace: number;
  readonly revision: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly types: readonly string[];
}

const NO_KEY = '0'.repeat(32);
const keyOrNone = (column: string): string => `nullIf(lower(hex(e.${column})), '${NO_KEY}') AS ${column}`;
const textOrNone = (column: string): string => `nullIf(toString(e.${column}), '') AS ${column}`;

/** The identity first: equal beginnings of two lines are equal events. Every column by its table, since aliases hide names. */
const COLUMNS = [
  'e.type AS type',
  'lower(hex(e.event_key)) AS event_key',
  'lower(hex(e.content_hash)) AS content_hash',
  "concat(replaceOne(toString(e.occurred_at), ' ', 'T'), 'Z') AS occurred_at",
  'toString(e.day) AS day',
  'nullIf(e.member_no, 0) AS member_no',
  'nullIf(e.inviter_no, 0) AS inviter_no',
  ...['message_key', 'recipient_key'].map(keyOrNone),
  ...['channel', 'error_code', 'platform', 'manufacturer', 'country', 'app_version', 'source'].map(textOrNone),
  "mapFilter((name, value) -> value != '', e.properties) AS properties",
].join(', ');

/** Spelled out: ClickHouse finds where to read from by conditions on single columns of the key, not by tuples. */
const AFTER = `(e.day > toDate32({day:String}) OR (e.day = toDate32({day:String}) AND
    (e.type > {type:String} OR (e.type = {type:String} AND
    (e.event_key > toFixedString(unhex({event_key:String}), 16) OR (e.event_key = toFixedString(unhex({event_key:String}), 16) AND
    e.content_hash > toFixedString(unhex({content_hash:String}), 16)))))))`;

/**
 * The next `most` rows of the log, in the order of its key. Read in order, so the cost is that of the rows, wherever they stand.
 * Rows that no merge has collapsed yet follow each other, and are the reader's to drop: LIMIT 1 BY would read on to the end.
 *
 * @param after the last row that was read; undefined: begin
 */
export function logPage(question: LogQuestion, after: LogPosition | undefined, most: number): NamedStatement {
  const { workspace, revision, from, to, types } = question;
  const conditions = ['e.revision = {revision:UInt32}', 'e.workspace = {workspace:UInt32}'];
  if (from !== undefined) conditions.push('e.day >= toDate32({from:String})');
  if (to !== undefined) conditions.push('e.day <= toDate32({to:String})');
  if (types.length > 0) conditions.push('e.type IN {types:Array(String)}');
  if (after !== undefined) conditions.push(AFTER);
  return {
    name: 'log_page',
    sql: `SELECT ${COLUMNS} FROM events AS e WHERE ${conditions.join(' AND ')}
      ORDER BY e.revision, e.workspace, e.day, e.type, e.event_key, e.content_hash LIMIT {most:UInt32}`,
    params: {
      workspace,
      revision,
      most,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(types.length === 0 ? {} : { types }),
      ...after,
    },
  };
}
