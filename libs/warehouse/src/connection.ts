import { mkdir } from 'node:fs/promises';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
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

/** What one statement may take, at most. */
export interface QuestionLimits {
  readonly seconds: number;
  readonly memoryMiB: number;
}

export const USUAL_LIMITS: QuestionLimits = { seconds: 60, memoryMiB: 4_096 };

type Settings = Readonly<Record<string, number | string>>;

const readSettings = ({ seconds, memoryMiB }: QuestionLimits): Settings => ({
  ...SETTINGS,
  max_execution_time: seconds,
  max_memory_usage: String(memoryMiB * 2 ** 20),
});

/** Of a server's readers: whoever hangs up wants no answer, and an error after the first rows must be an error. */
const HTTP_SETTINGS = { cancel_http_readonly_queries_on_client_close: 1, wait_end_of_query: 1 } as const;

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
  /** Never busy for long: stops what runs on the others. */
  readonly control: ClickHouseClient;
  /** Opens another reader, in the place of one that does not come back. */
  openReader(): Promise<ClickHouseClient>;
}

/** An embedded connection runs one query after the other; this many may run beside each other and beside inserts. */
const EMBEDDED_READERS = 3;

/** Opens the engine that the address names; on a server, makes the database. @throws when it cannot be reached or opened */
export async function connect(address: WarehouseAddress, limits: QuestionLimits): Promise<Connections> {
  const settings = readSettings(limits);
  return address.url === undefined
    ? connectEmbedded(address.dataDir, settings)
    : connectServer(address.url, { ...settings, ...HTTP_SETTINGS }, limits.seconds * 1_000);
}

async function connectEmbedded(dataDir: string, readerSettings: Settings): Promise<Connections> {
  await mkdir(dataDir, { recursive: true });
  const openReader = () => openEmbedded(dataDir, readerSettings);
  const writer = await openEmbedded(dataDir, SETTINGS);
  const readers: ClickHouseClient[] = [];
  while (readers.length < EMBEDDED_READERS) readers.push(await openReader());
  const background = await openEmbedded(dataDir, BACKGROUND_SETTINGS);
  return { kind: 'embedded', writer, readers, background, control: await openEmbedded(dataDir, SETTINGS), openReader };
}

/**
 * On an embedded connection a setting stays, so that each is given once. With every statement, as the client would, they make
 * a script that the engine takes apart before it runs it: that doubles what the reading of an insert costs (10 us a row, not 5).
 */
async function openEmbedded(dataDir: string, settings: Settings): Promise<ClickHouseClient> {
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

async function connectServer(url: string, readerSettings: Settings, questionMs: number): Promise<Connections> {
  // The engine's own limit comes first, and says what it was.
  const requestMs = Math.max(120_000, questionMs + 30_000);
  const database = decodeURIComponent(new URL(url).pathname.slice(1)) || 'default';
  const open = (settings: Settings, name: string) =>
    createClient({
      url: withoutPath(url),
      database: name,
      request_timeout: requestMs,
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
  const openReader = async () => open(readerSettings, database);
  return {
    kind: 'server',
    writer: open(SETTINGS, database),
    readers: [await openReader()],
    background: open(BACKGROUND_SETTINGS, database),
    control: open(SETTINGS, database),
    openReader,
  };
}

function withoutPath(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = '/';
  return parsed.toString();
}
