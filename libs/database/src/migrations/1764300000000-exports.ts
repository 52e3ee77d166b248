import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Saved exports and their runs. */
export class Exports1764300000000 implements MigrationInterface {
  readonly name = 'Exports1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE exports (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      workspace_id integer NOT NULL REFERENCES workspaces,
      name text NOT NULL,
      -- What the names of its files begin with: two exports never write the same one.
      file_prefix text NOT NULL,
      question jsonb NOT NULL,
      range jsonb NOT NULL,
      format text NOT NULL,
      compression text NOT NULL,
      incomplete_periods boolean NOT NULL,
      destination jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (workspace_id, file_prefix)
    )`);
    await runner.query(`CREATE TABLE export_runs (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      export_id uuid NOT NULL REFERENCES exports ON DELETE CASCADE,
      state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'retrying', 'complete', 'skipped', 'failed')),
      -- NULL: follows from the run before it, and is set when it begins.
      period_start date,
      period_end date,
      attempts integer NOT NULL DEFAULT 0,
      rows_written bigint NOT NULL DEFAULT 0,
      error text,
      delivered_to text,
      manifest jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      started_at timestamptz,
      finished_at timestamptz
    )`);
    await runner.query('CREATE INDEX export_runs_by_export ON export_runs (export_id, seq)');
    await runner.query(
      "CREATE INDEX export_runs_open ON export_runs (export_id, seq) WHERE state IN ('waiting', 'running', 'retrying')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['export_runs', 'exports']) await runner.query(`DROP TABLE ${table}`);
  }
}
