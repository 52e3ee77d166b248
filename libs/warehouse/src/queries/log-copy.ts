import { STANDARD_DIMENSIONS } from '@grapevine/contracts';
import { z } from 'zod';
import type { NamedQuery, NamedStatement } from '../named-query.js';
import { LOGGED_DIMENSIONS } from './kept-values.js';
import { localDay } from './local-day.js';

const LogDay = z.object({ day: z.string(), events: z.number() });

/** Rows of the log by local day: of the key's columns only. Repeats that are not merged yet count. */
export function logDays(workspace: number, revision: number): NamedQuery<typeof LogDay> {
  return {
    name: 'log_days',
    sql: `SELECT day, count() AS events FROM events
      WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} GROUP BY day ORDER BY day`,
    params: { workspace, revision },
    row: LogDay,
  };
}

const StoredDay = z.object({ day: z.string() });

/** The local days of a revision that have events. */
export function storedDays(workspace: number, revision: number): NamedQuery<typeof StoredDay> {
  return {
    name: 'stored_days',
    sql: `SELECT DISTINCT day FROM event_days
      WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} ORDER BY day`,
    params: { workspace, revision },
    row: StoredDay,
  };
}

/** A part of the log, and how it is to be folded into another revision. */
export interface LogCopy {
  readonly workspace: number;
  readonly fromRevision: number;
  readonly toRevision: number;
  /** Local days of the old revision, inclusive. */
  readonly from: string;
  readonly to: string;
  /** Share number `share`, from 0, of `shares`. */
  readonly share: number;
  readonly shares: number;
  /** The new zone's offsets over all instants of those days. */
  readonly offsets: readonly { readonly from: number; readonly offset: number }[];
  readonly activityTypes: readonly string[];
  /** Keys of `properties` that each event gets, '' where it has none. */
  readonly ownDimensions: readonly string[];
  readonly foldedStandard: number;
}

const same = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));
const hex = (column: string): string => `lower(hex(${column}))`;
/** '' and not 32 zeros: whether there is a message is told by it. */
const key = (column: string): string => `if(${column} = toFixedString('', 16), '', ${hex(column)})`;

/** Columns of `incoming` that are as the log has them. */
const COPIED: Readonly<Record<string, string>> = {
  ...same('workspace', 'type', 'member_no', 'inviter_no', 'channel', 'error_code', ...STANDARD_DIMENSIONS),
  event_key: hex('event_key'),
  content_hash: hex('content_hash'),
  occurred_at_ms: 'toUnixTimestamp64Milli(occurred_at)',
  message_key: key('message_key'),
  recipient_key: key('recipient_key'),
};

/**
 * Folds a part of the log into another revision, through the same door as new events.
 *
 * Rows that stand in the log twice are read twice, without FINAL: all targets are joins, and a plain read needs no memory. For the
 * same reason a copy that was cut off is simply made again.
 */
export function copyLog(copy: LogCopy): NamedStatement {
  const params: Record<string, unknown> = {
    workspace: copy.workspace,
    from_revision: copy.fromRevision,
    to_revision: copy.toRevision,
    from: copy.from,
    to: copy.to,
    share: copy.share,
    shares: copy.shares,
    activity: copy.activityTypes,
    own: copy.ownDimensions,
    folded: copy.foldedStandard,
  };
  const columns: Record<string, string> = {
    ...COPIED,
    revision: '{to_revision:UInt32}',
    day: localDay(copy.offsets, params),
    active: 'type IN {activity:Array(String)}',
    properties: 'mapFromArrays({own:Array(String)}, arrayMap(name -> properties[name], {own:Array(String)}))',
    folded_standard: '{folded:UInt8}',
  };
  return {
    name: 'copy_log',
    sql: `INSERT INTO incoming (${Object.keys(columns).join(', ')})
      SELECT ${Object.values(columns).join(',\n        ')}
      FROM events
      WHERE revision = {from_revision:UInt32} AND workspace = {workspace:UInt32}
        AND day BETWEEN toDate32({from:String}) AND toDate32({to:String})
        AND cityHash64(event_key) % {shares:UInt32} = {share:UInt32}`,
    params,
  };
}

/**
 * Gives another revision the values of dimensions that this one has, so that it is limited by them before its first row: they are those
 * of the log, which is copied. Of a dimension that only the other one has no value is known.
 */
export function copyValues({ workspace, fromRevision, toRevision, ownDimensions }: LogCopy): NamedStatement {
  return {
    name: 'copy_values',
    // Without a name of its own for the new revision: WHERE would mean that one, and find nothing.
    sql: `INSERT INTO dimension_values (revision, workspace, dimension, value)
      SELECT {to_revision:UInt32}, workspace, dimension, value FROM dimension_values
      WHERE revision = {from_revision:UInt32} AND workspace = {workspace:UInt32} AND dimension IN {dimensions:Array(String)}`,
    params: {
      workspace,
      from_revision: fromRevision,
      to_revision: toRevision,
      dimensions: [...LOGGED_DIMENSIONS, ...ownDimensions],
    },
  };
}

const TABLES = [
  'events',
  'member_sets',
  'deliveries',
  'messages',
  'sends',
  'receipt_days',
  'signups',
  'event_days',
  'dimension_values',
  'value_bounds',
] as const;

/** Deletes all rows of a revision that nobody reads any more: the engine does it by and by, after a restart as well. */
export function dropRevision(workspace: number, revision: number): NamedStatement[] {
  return TABLES.map((table) => ({
    name: 'drop_revision',
    sql: `ALTER TABLE ${table} DELETE WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32}`,
    params: { workspace, revision },
  }));
}
