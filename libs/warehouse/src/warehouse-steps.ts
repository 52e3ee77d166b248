import { randomUUID } from 'node:crypto';
import type { ClickHouseClient, ResponseJSON } from '@clickhouse/client';
import type { z } from 'zod';
import type { QuestionCost } from './asker.js';
import { settingsOf } from './bindings.js';

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
    const isNew = !this.tables.has(table);
    // A question that broke off on this connection may have left one.
    if (isNew) await this.drop(table);
    this.tables.add(table);
    const into = isNew ? `CREATE TEMPORARY TABLE ${table} AS` : `INSERT INTO ${table}`;
    await this.connection.client.command(await this.statement({ sql: `${into} ${sql}`, params }));
  }

  async query<R extends z.ZodType>(step: Step, row: R): Promise<z.infer<R>[]> {
    const { client, cost } = this.connection;
    const result = await client.query({ ...(await this.statement(step)), format: 'JSON' });
    const answer = (await result.json()) as ResponseJSON<unknown>;
    if (cost) {
      cost.rows += answer.statistics?.rows_read ?? 0;
      cost.bytes += answer.statistics?.bytes_read ?? 0;
    }
    return answer.data.map((one) => row.parse(one));
  }

  /** Drops the temporary tables. One that stays is dropped by the next question that needs its name. */
  async forget(): Promise<void> {
    for (const table of this.tables) await this.drop(table).catch(() => undefined);
  }

  private async drop(table: string): Promise<void> {
    await this.connection.client.command(
      await this.statement({ sql: `DROP TEMPORARY TABLE IF EXISTS ${table}`, params: {} }),
    );
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
    await client.command({ query: settingsOf({ name, sql, params }, tag) });
    return { query };
  }
}
