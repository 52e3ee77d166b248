import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Masked examples of refused events, what audits found, and notes on days. */
export class DataHealth1764220000000 implements MigrationInterface {
  readonly name = 'DataHealth1764220000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE rejected_examples (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      workspace_id integer NOT NULL REFERENCES workspaces,
      code text NOT NULL,
      field text,
      message text NOT NULL,
      event jsonb NOT NULL,
      received_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL
    )`);
    await runner.query('CREATE INDEX rejected_examples_by_code ON rejected_examples (workspace_id, code, id)');
    await runner.query(`CREATE TABLE audits (
      id uuid PRIMARY KEY,
      workspace_id integer NOT NULL REFERENCES workspaces,
      started_at timestamptz NOT NULL,
      finished_at timestamptz NOT NULL,
      events bigint NOT NULL,
      numbers bigint NOT NULL,
      differences integer NOT NULL
    )`);
    await runner.query('CREATE INDEX audits_by_workspace ON audits (workspace_id, finished_at)');
    await runner.query(`CREATE TABLE annotations (
      id uuid PRIMARY KEY,
      workspace_id integer NOT NULL REFERENCES workspaces,
      day date NOT NULL,
      text text NOT NULL,
      author text,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query('CREATE INDEX annotations_by_day ON annotations (workspace_id, day, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['annotations', 'audits', 'rejected_examples']) await runner.query(`DROP TABLE ${table}`);
  }
}
