import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { ClickHouseClient, ResponseJSON } from '@clickhouse/client';
import type { z } from 'zod';
import { type Asker, tagOf } from './asker.js';
import { settingsOf } from './bindings.js';
import { type Connections, connect, type QuestionLimits, USUAL_LIMITS, type WarehouseAddress } from './connection.js';
import { errorOf, isUnreachable, WarehouseUnavailableError } from './engine-errors.js';
import { Extents } from './extents.js';
import { claimWarehouse, type RegistryInstance } from './instance.js';
import { migrate } from './migrate.js';
import type { NamedQuery, NamedStatement } from './named-query.js';
import { fullestDimensions, limitValues, type Scope, USUAL_DIMENSION_VALUES } from './queries/kept-values.js';
import { Readers } from './readers.js';
import { addUp, ofSlice, slicesOf } from './slices.js';
import { WarehouseSteps } from './warehouse-steps.js';

/** What the warehouse takes and keeps, at most. */
export interface WarehouseLimits extends QuestionLimits {
  /** Values of a dimension that have numbers of their own. */
  readonly dimensionValues: number;
}

/** ClickHouse, embedded or a server: which one is decided in connection.ts and cannot be told from here. */
export class Warehouse {
  private readonly askers = new AsyncLocalStorage<Asker>();
  private readonly readers: Readers;
  private readonly extents = new Extents();
  /** Whose turn it is on the writer among those that set values for their next statement: nobody else may set others in between. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly connections: Connections,
    readonly version: string,
    readonly dimensionValues: number,
  ) {
    this.readers = new Readers(connections);
  }

  /**
   * Opens the engine, migrates it, and checks that it belongs to the registry.
   *
   * @throws Error that says why the warehouse cannot be used
   */
  static async open(
    address: WarehouseAddress,
    instance: RegistryInstance,
    limits: WarehouseLimits = { ...USUAL_LIMITS, dimensionValues: USUAL_DIMENSION_VALUES },
  ): Promise<Warehouse> {
    const connections = await connect(address, limits);
    try {
      await migrate(connections.writer);
      await claimWarehouse(connections.writer, instance);
      const answer = await connections.writer.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' });
      const [row] = await answer.json<{ version: string }>();
      return new Warehouse(connections, row?.version ?? 'unknown', limits.dimensionValues);
    } catch (error) {
      await close(connections, new Readers(connections));
      throw error;
    }
  }

  get kind(): 'embedded' | 'server' {
    return this.connections.kind;
  }

  /** Does something on behalf of somebody: all questions that it asks meanwhile are tagged, stopped and paid for as the asker's. */
  async onBehalfOf<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
    return this.askers.run(asker, work);
  }

  /**
   * Runs a query and reads all of its rows.
   *
   * @returns rows as the query's schema says
   * @throws WarehouseUnavailableError when the engine cannot be asked; WarehouseOverloadedError when the question takes too much;
   *   QuestionRefusedError; the reason of the asker's signal
   */
  async query<R extends z.ZodType>(query: NamedQuery<R>): Promise<z.infer<R>[]> {
    const { slicing } = query;
    if (!slicing) return this.rowsOf(query);
    const { chunks, months } = await this.extents.of(query.params, (asked) => this.rowsOf(asked));
    const slices = slicesOf(chunks, slicing.sets(months));
    const found: z.infer<R>[][] = [];
    // One after the other: together they would hold as much as if they were asked at once.
    for (const slice of slices) {
      found.push(await this.rowsOf({ ...query, params: ofSlice(query.params, slicing, slice, slices.length) }));
    }
    return addUp(found, slicing);
  }

  private async rowsOf<R extends z.ZodType>(query: NamedQuery<R>): Promise<z.infer<R>[]> {
    const answer = await this.ask(query, 'JSONCompact', (result) => result.json() as Promise<ResponseJSON<unknown[]>>);
    const names = answer.meta?.map(({ name }) => name) ?? [];
    const { rows_read = 0, bytes_read = 0 } = answer.statistics ?? {};
    const cost = this.askers.getStore()?.cost;
    if (cost) {
      cost.rows += rows_read;
      cost.bytes += bytes_read;
    }
    return answer.data.map((values) => query.row.parse(Object.fromEntries(names.map((name, i) => [name, values[i]]))));
  }

  /**
   * Runs a query whose rows only pass through.
   *
   * @returns one JSON object a line
   * @throws as query()
   */
  async text(query: NamedStatement): Promise<string> {
    return this.ask(query, 'JSONEachRow', (result) => result.text());
  }

  /**
   * Asks in several steps, with tables of their own for what one finds and the next ones need. The tables are gone afterwards.
   *
   * @throws as query(), and what the work itself throws
   */
  async inSteps<T>(name: string, workspace: number, work: (steps: WarehouseSteps) => Promise<T>): Promise<T> {
    const asker = this.askers.getStore();
    const tag = tagOf(name, workspace, asker?.question, randomUUID());
    const begun = performance.now();
    try {
      return await this.readers.run(tag, asker?.signal, async (client, hangUp) => {
        const session = this.kind === 'server' ? { session_id: randomUUID(), abort_signal: hangUp } : undefined;
        const steps = new WarehouseSteps({ client, name, tag, cost: asker?.cost, session });
        try {
          return await work(steps);
        } finally {
          await steps.forget();
        }
      });
    } finally {
      if (asker) asker.cost.milliseconds += performance.now() - begun;
    }
  }

  /** Runs an insert whose rows are already text of a ClickHouse format; resolves when the rows are on disk. */
  async insertText(table: string, format: string, text: string): Promise<void> {
    await this.connections.writer.command({ query: `INSERT INTO ${table} FORMAT ${format}\n${text}` });
  }

  /**
   * From then on, rows of these scopes are folded by the values that they have now.
   *
   * @returns of each scope how many more values every dimension can take before that has to be done again
   */
  async limitValues(scopes: readonly Scope[]): Promise<number[]> {
    // On the connection of inserts, which wait for it: those of questions may be busy for long.
    const turn = this.turn.then(async () => {
      const rows = await this.askWriter(fullestDimensions(scopes));
      const rooms = scopes.map(({ workspace, revision }) => {
        const fullest = rows.find((row) => row.workspace === workspace && row.revision === revision);
        return this.dimensionValues - (fullest?.values ?? 0);
      });
      const crowded = scopes.filter((_, i) => (rooms[i] as number) < 0);
      if (crowded.length > 0) await this.tellWriter(limitValues(crowded, this.dimensionValues));
      return rooms.map((room) => Math.max(0, room));
    });
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Does something that takes its time, beside inserts and questions; resolves when what it inserted is on disk.
   *
   * @throws WarehouseUnavailableError when the engine cannot be asked; ClickHouseError when it refuses
   */
  async execute({ name, sql, params }: NamedStatement): Promise<void> {
    const tag = tagOf(name, params.workspace, undefined, randomUUID());
    try {
      await this.connections.background.command({ query: `/* ${tag} */ ${sql}`, query_params: { ...params } });
    } catch (error) {
      throw isUnreachable(error)
        ? new WarehouseUnavailableError('The warehouse does not answer.', { cause: error })
        : error;
    }
  }

  /** Also while every other connection is busy. @throws WarehouseUnavailableError */
  async ping(): Promise<void> {
    const { success } = await this.connections.control.ping({ select: true });
    if (!success) throw new WarehouseUnavailableError('The warehouse does not answer.');
  }

  async close(): Promise<void> {
    // Nobody waits for it, and so nobody else sees to it that it is over before its connection goes.
    await this.turn;
    await close(this.connections, this.readers);
  }

  private async askWriter<R extends z.ZodType>(query: NamedQuery<R>): Promise<z.infer<R>[]> {
    const result = await this.connections.writer.query({ ...(await this.forWriter(query)), format: 'JSONEachRow' });
    return (await result.json<unknown>()).map((row) => query.row.parse(row));
  }

  private async tellWriter(statement: NamedStatement): Promise<void> {
    await this.connections.writer.command(await this.forWriter(statement));
  }

  private async forWriter(named: NamedStatement) {
    const tag = tagOf(named.name, named.params.workspace, undefined, randomUUID());
    const query = `/* ${tag} */ ${named.sql}`;
    if (this.kind === 'server') return { query, query_params: { ...named.params } };
    await this.connections.writer.command({ query: settingsOf(named, tag) });
    return { query };
  }

  private async ask<T>(
    named: NamedStatement,
    format: 'JSONCompact' | 'JSONEachRow',
    read: (result: Awaited<ReturnType<ClickHouseClient['query']>>) => Promise<T>,
  ): Promise<T> {
    const { name, sql, params } = named;
    const asker = this.askers.getStore();
    const id = randomUUID();
    const tag = tagOf(name, params.workspace, asker?.question, id);
    const statement = { query: `/* ${tag} */ ${sql}`, format, query_id: id };
    const logged = { query_params: { ...params }, clickhouse_settings: { log_comment: tag } };
    const settings = settingsOf(named, tag);
    const begun = performance.now();
    try {
      return await this.readers.run(tag, asker?.signal, async (client, hangUp) => {
        if (this.kind === 'server') return read(await client.query({ ...statement, ...logged, abort_signal: hangUp }));
        // Settings given with a statement would stay here, and hanging up would only hide that the engine computes on.
        await client.command({ query: settings });
        return read(await client.query(statement));
      });
    } catch (error) {
      // Whoever stopped it knows why, and says it better than the engine does.
      throw error === asker?.signal.reason ? error : errorOf(name, error);
    } finally {
      if (asker) {
        asker.cost.statements += 1;
        asker.cost.milliseconds += performance.now() - begun;
      }
    }
  }
}

async function close({ writer, background, control }: Connections, readers: Readers): Promise<void> {
  await Promise.all([readers.close(), ...[writer, background, control].map((client) => client.close())]);
}
