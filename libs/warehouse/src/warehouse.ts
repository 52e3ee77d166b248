import type { ClickHouseClient } from '@clickhouse/client';
import type { z } from 'zod';
import { type Connections, connect, isOverloaded, isUnreachable, type WarehouseAddress } from './connection.js';
import { claimWarehouse, type RegistryInstance } from './instance.js';
import { migrate } from './migrate.js';
import type { NamedQuery, NamedStatement } from './named-query.js';

/** The warehouse cannot be asked. Whoever wanted a number gets told so, never an empty answer. */
export class WarehouseUnavailableError extends Error {
  override readonly name = 'WarehouseUnavailableError';
}

/** The engine stopped a question that takes more time or memory than one may have, or that came while too many were asked. */
export class WarehouseOverloadedError extends Error {
  override readonly name = 'WarehouseOverloadedError';

  constructor(question: string, refusal: unknown) {
    super(refusalOf(question, refusal));
  }
}

/** The engine refused a question. Its own words repeat the question with all values in it, which belong into no log. */
class QuestionRefusedError extends Error {
  override readonly name = 'QuestionRefusedError';

  constructor(question: string, refusal: unknown) {
    super(refusalOf(question, refusal));
  }
}

function refusalOf(question: string, refusal: unknown): string {
  const { code, type } = refusal as { code?: string; type?: string };
  return `The warehouse refused the question ${question} with error ${code}${type === undefined ? '' : ` (${type})`}.`;
}

/** ClickHouse, embedded or a server: which one is decided in connection.ts and cannot be told from here. */
export class Warehouse {
  private readonly idle: ClickHouseClient[];
  private readonly waiting: ((client: ClickHouseClient) => void)[] = [];

  private constructor(
    private readonly connections: Connections,
    readonly version: string,
  ) {
    this.idle = [...connections.readers];
  }

  /**
   * Opens the engine, migrates it, and checks that it belongs to the registry.
   *
   * @throws Error that says why the warehouse cannot be used
   */
  static async open(address: WarehouseAddress, instance: RegistryInstance): Promise<Warehouse> {
    const connections = await connect(address);
    try {
      await migrate(connections.writer);
      await claimWarehouse(connections.writer, instance);
      const answer = await connections.writer.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' });
      const [row] = await answer.json<{ version: string }>();
      return new Warehouse(connections, row?.version ?? 'unknown');
    } catch (error) {
      await close(connections);
      throw error;
    }
  }

  get kind(): 'embedded' | 'server' {
    return this.connections.kind;
  }

  /**
   * Runs a query and reads all of its rows.
   *
   * @returns rows as the query's schema says
   * @throws WarehouseUnavailableError when the engine cannot be asked; WarehouseOverloadedError when it gives up; QuestionRefusedError
   */
  async query<R extends z.ZodType>(query: NamedQuery<R>): Promise<z.infer<R>[]> {
    const rows = await this.withReader(async (client) => (await ask(client, query)).json<unknown>(), query.name);
    return rows.map((row) => query.row.parse(row));
  }

  /**
   * Runs a query whose rows only pass through.
   *
   * @returns one JSON object a line
   * @throws as query()
   */
  async text(query: NamedStatement): Promise<string> {
    return this.withReader(async (client) => (await ask(client, query)).text(), query.name);
  }

  /** Runs an insert whose rows are already text of a ClickHouse format; resolves when the rows are on disk. */
  async insertText(table: string, format: string, text: string): Promise<void> {
    await this.connections.writer.command({ query: `INSERT INTO ${table} FORMAT ${format}\n${text}` });
  }

  /**
   * Does something that takes its time, beside inserts and questions; resolves when what it inserted is on disk.
   *
   * @throws WarehouseUnavailableError when the engine cannot be asked; ClickHouseError when it refuses
   */
  async execute({ name, sql, params }: NamedStatement): Promise<void> {
    try {
      await this.connections.background.command({
        query: `/* grapevine: ${name} */ ${sql}`,
        query_params: { ...params },
      });
    } catch (error) {
      throw isUnreachable(error)
        ? new WarehouseUnavailableError('The warehouse does not answer.', { cause: error })
        : error;
    }
  }

  /** @throws WarehouseUnavailableError */
  async ping(): Promise<void> {
    await this.withReader(async (client) => {
      const { success } = await client.ping({ select: true });
      if (!success) throw new WarehouseUnavailableError('The warehouse does not answer.');
    }, 'ping');
  }

  async close(): Promise<void> {
    await close(this.connections);
  }

  private async withReader<T>(work: (client: ClickHouseClient) => Promise<T>, name: string): Promise<T> {
    // A server's client multiplexes; an embedded connection belongs to one query at a time.
    const shared = this.kind === 'server' ? this.connections.readers[0] : undefined;
    const client =
      shared ?? this.idle.pop() ?? (await new Promise<ClickHouseClient>((give) => this.waiting.push(give)));
    try {
      return await work(client);
    } catch (error) {
      if (isOverloaded(error)) throw new WarehouseOverloadedError(name, error);
      if (error instanceof WarehouseUnavailableError) throw error;
      if (!isUnreachable(error)) throw new QuestionRefusedError(name, error);
      throw new WarehouseUnavailableError('The warehouse does not answer.', { cause: error });
    } finally {
      if (!shared) this.release(client);
    }
  }

  private release(client: ClickHouseClient): void {
    const next = this.waiting.shift();
    if (next) next(client);
    else this.idle.push(client);
  }
}

const ask = (client: ClickHouseClient, { name, sql, params }: NamedStatement) =>
  client.query({ query: `/* grapevine: ${name} */ ${sql}`, query_params: { ...params }, format: 'JSONEachRow' });

async function close(connections: Connections): Promise<void> {
  await Promise.all(
    [connections.writer, ...connections.readers, connections.background].map((client) => client.close()),
  );
}
