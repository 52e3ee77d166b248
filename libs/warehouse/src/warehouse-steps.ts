import { randomUUID } from 'node:crypto';
import type { ClickHouseClient, ResponseJSON } from '@clickhouse/client';
import type { z } from 'zod';
import type { QuestionCost } from './asker.js';
import { settingsOf } from './bindings.js';
import { errorOf } from './engine-errors.js';

/** SQL and what it binds. */
export interface Step {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** How the statements of one question reach the engine. */
export interface StepsConnection {
  readonly client: ClickHouseClient;
  readonly name: string;
  readonly tag: string;
  readonly cost: QuestionCost | undefined;
  /** Of a server, whose connections are shared: temporary tables belong to the session, and go with it at the latest. */
  readonly session: { readonly session_id: string; readonly abort_signal: AbortSignal } | undefined;
}

/**
 * Statements of one question, on one connection. What a step leaves for later ones is a temporary table, which nobody else sees: the
 * engine plans each step by itself, while one statement of all of them was measured to cost more in planning than in reading.
 */
export class WarehouseSteps {
  private readonly tables = new Set<string>();

  constructor(private readonly connection: StepsConnection) {}

  /** Puts the rows of a query into a temporary table: a new one, or, if it is there, beside those that it has. */
  async keep(table: string, { sql, params }: Step): Promise<void> {
    if (!this.tables.has(table)) return this.replace(table, { sql, params });
    await this.run({ sql: `INSERT INTO ${table} ${sql}`, params });
  }

  /** Puts the rows of a query into a temporary table, in place of those that it has. */
  async replace(table: string, { sql, params }: Step): Promise<void> {
    // A question that broke off on this connection may have left one.
    await this.drop(table);
    this.tables.add(table);
    await this.run({ sql: `CREATE TEMPORARY TABLE ${table} AS ${sql}`, params });
  }

  /** @throws Error where a row is not what it must be */
  async query<R extends z.ZodType>(step: Step, row: R): Promise<z.infer<R>[]> {
    const { client, name, cost } = this.connection;
    const statement = await this.statement(step);
    const answer = await this.asked(async () => {
      const result = await client.query({ ...statement, format: 'JSON' });
      return (await result.json()) as ResponseJSON<unknown>;
    });
    if (cost) {
      cost.rows += answer.statistics?.rows_read ?? 0;
      cost.bytes += answer.statistics?.bytes_read ?? 0;
    }
    return answer.data.map((one) => {
      const { success, data, error } = row.safeParse(one);
      if (!success)
        throw new Error(`A row of the question ${name} has another form than it must have: ${error.message}`);
      return data;
    });
  }

  /** Drops the temporary tables. One that stays is dropped by the next question that needs its name. */
  async forget(): Promise<void> {
    for (const table of this.tables) await this.drop(table).catch(() => undefined);
  }

  private drop(table: string): Promise<void> {
    return this.run({ sql: `DROP TEMPORARY TABLE IF EXISTS ${table}`, params: {} });
  }

  private async run(step: Step): Promise<void> {
    const statement = await this.statement(step);
    await this.asked(() => this.connection.client.command(statement));
  }

  /** Whatever fails in here is the engine's: all else that a question throws is a fault of its own, and shows as what it is. */
  private async asked<T>(engine: () => Promise<T>): Promise<T> {
    try {
      return await engine();
    } catch (error) {
      throw errorOf(this.connection.name, error);
    }
  }

  /** As Warehouse.query has it: an embedded connection gets its bindings as settings, a server with each statement. */
  private async statement({ sql, params }: Step) {
    const { client, name, tag, cost, session } = this.connection;
    const query = `/* ${tag} */ ${sql}`;
    if (cost) cost.statements += 1;
    if (session) {
      const logged = { query_params: { ...params }, clickhouse_settings: { log_comment: tag } };
      return { query, query_id: randomUUID(), ...logged, ...session };
    }
    const settings = settingsOf({ name, sql, params }, tag);
    await this.asked(() => client.command({ query: settings }));
    return { query };
  }
}
