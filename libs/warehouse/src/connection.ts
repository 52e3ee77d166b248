import { mkdir } from 'node:fs/promises';
import { type ClickHouseClient, type ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';

/** Settings of every connection. */
const SETTINGS = {
  // The server's default hands rows to a buffer of its own; an acknowledged insert must be on disk.
  async_insert: 0,
  // An insert of ours is one piece to the engine, so that its threads could only hand it to each other.
  input_format_parallel_parsing: 0,
  // Views keep their rows apart; collapsing is left to merges and to the queries.
  optimize_on_insert: 0,
  output_format_json_quote_64bit_integers: 0,
  // Days before 1970 and after 2149 exist at the edges of zones and in toMonday(1970-01-01).
  enable_extended_results_for_datetime_functions: 1,
  join_use_nulls: 0,
} as const;

const READ_SETTINGS = {
  ...SETTINGS,
  max_execution_time: 60,
  max_memory_usage: '4294967296',
} as const;

/** Every fault is thrown, and whoever catches it logs it in the process' own way; the client would write to stdout besides. */
const LOG = { level: ClickHouseLogLevel.OFF };

/** Work that nobody waits for: beside inserts and questions, and with little memory. */
const BACKGROUND_SETTINGS = {
  ...SETTINGS,
  max_execution_time: 110,
  max_memory_usage: '2147483648',
  max_threads: 1,
  // A mutation of a large table takes longer than a connection is kept open for.
  mutations_sync: '0',
} as const;

export interface WarehouseAddress {
  /** Set: a ClickHouse server over HTTP, its database as the path. Unset: chDB in this process. */
  readonly url: string | undefined;
  /** The folder of the embedded engine. */
  readonly dataDir: string;
}

export interface Connections {
  readonly kind: 'embedded' | 'server';
  readonly writer: ClickHouseClient;
  readonly readers: readonly ClickHouseClient[];
  /** For long statements, so that the writer's inserts need not wait for them. */
  readonly background: ClickHouseClient;
}

/** An embedded connection runs one query after the other; this many may run beside each other and beside inserts. */
const EMBEDDED_READERS = 3;

/** Opens the engine that the address names; on a server, makes the database. @throws when it cannot be reached or opened */
export async function connect(address: WarehouseAddress): Promise<Connections> {
  return address.url === undefined ? connectEmbedded(address.dataDir) : connectServer(address.url);
}

async function connectEmbedded(dataDir: string): Promise<Connections> {
  await mkdir(dataDir, { recursive: true });
  const writer = await openEmbedded(dataDir, SETTINGS);
  const readers: ClickHouseClient[] = [];
  while (readers.length < EMBEDDED_READERS) readers.push(await openEmbedded(dataDir, READ_SETTINGS));
  return { kind: 'embedded', writer, readers, background: await openEmbedded(dataDir, BACKGROUND_SETTINGS) };
}

/**
 * On an embedded connection a setting stays, so that each is given once. With every statement, as the client would, they make
 * a script that the engine takes apart before it runs it: that doubles what the reading of an insert costs (10 us a row, not 5).
 */
async function openEmbedded(dataDir: string, settings: Record<string, number | string>): Promise<ClickHouseClient> {
  // The option is @clickhouse/client's hook for exactly this; its type is not published.
  const options = { connection: openEngine(dataDir), log: LOG } as Parameters<typeof createClient>[0];
  const client = createClient(options);
  const values = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  await client.command({ query: `SET ${values.join(', ')}` });
  return client;
}

/** @throws Error for the operator: the engine writes to stderr what is wrong, and tells its caller nothing */
function openEngine(path: string): ReturnType<typeof createChdbConnection> {
  try {
    return createChdbConnection({ path });
  } catch (error) {
    throw new Error(
      `the warehouse in ${path} cannot be opened; the line above says why. If another process uses it, stop that one, or set ` +
        'CLICKHOUSE_URL so that several can share a warehouse.',
      { cause: error },
    );
  }
}

async function connectServer(url: string): Promise<Connections> {
  const database = decodeURIComponent(new URL(url).pathname.slice(1)) || 'default';
  const open = (settings: Record<string, number | string>, name: string) =>
    createClient({
      url: withoutPath(url),
      database: name,
      request_timeout: 120_000,
      max_open_connections: 10,
      clickhouse_settings: settings,
      log: LOG,
    });
  const setup = open(SETTINGS, 'default');
  try {
    await setup.command({
      query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}',
      query_params: { database },
    });
  } finally {
    await setup.close();
  }
  return {
    kind: 'server',
    writer: open(SETTINGS, database),
    readers: [open(READ_SETTINGS, database)],
    background: open(BACKGROUND_SETTINGS, database),
  };
}

function withoutPath(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = '/';
  return parsed.toString();
}

/** ClickHouse's error codes for rows that it cannot read or convert: the rows are at fault, not the engine. */
const DATA_ERRORS = new Set(
  [6, 25, 26, 27, 33, 38, 41, 53, 69, 70, 72, 117, 130, 131, 167, 190, 321, 349, 407, 441, 467, 691].map(String),
);

/** Whether the warehouse refused what it was given, so that giving it the same again cannot help. */
export function isDataError(error: unknown): boolean {
  return isClickHouseError(error) && DATA_ERRORS.has(error.code);
}

/** ClickHouse's error codes for a question that is too large, or comes while too many are answered: time, memory, number. */
const OVERLOAD_ERRORS = new Set(['159', '202', '241']);

/** Whether the engine gave up a question for want of time, memory or room beside others. */
export function isOverloaded(error: unknown): boolean {
  return isClickHouseError(error) && OVERLOAD_ERRORS.has(error.code);
}

/** Whether the engine could not be asked at all, as opposed to having refused the question. */
export function isUnreachable(error: unknown): boolean {
  return !isClickHouseError(error);
}

/**
 * By its looks: the errors of the embedded engine are made by chdb's own copy of the class, so that instanceof says no. Their
 * codes are ClickHouse's numbers as text; those of the network are words.
 */
function isClickHouseError(error: unknown): error is ClickHouseError {
  return error instanceof Error && /^\d+$/.test(String((error as Partial<ClickHouseError>).code));
}
