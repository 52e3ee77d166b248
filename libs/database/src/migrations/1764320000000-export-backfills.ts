import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ranges of periods that are sent after the fact, and runs that somebody has stopped. */
export class ExportBackfills1764320000000 implements MigrationInterface {
  readonly name = 'ExportBackfills1764320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE export_backfills (
      id uuid PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      export_id uuid NOT NULL REFERENCES exports ON DELETE CASCADE,
      start_day date NOT NULL,
      end_day date NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query('CREATE INDEX export_backfills_by_export ON export_backfills (export_id, seq)');
    await runner.query(
      'ALTER TABLE export_runs ADD COLUMN backfill_id uuid REFERENCES export_backfills ON DELETE CASCADE',
    );
    await runner.query(
      'CREATE INDEX export_runs_by_backfill ON export_runs (backfill_id) WHERE backfill_id IS NOT NULL',
    );
    await runner.query(`ALTER TABLE export_runs DROP CONSTRAINT export_runs_state_check, ADD CONSTRAINT export_runs_state_check
      CHECK (state IN ('waiting', 'running', 'retrying', 'complete', 'skipped', 'cancelled', 'failed'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE export_runs DROP COLUMN backfill_id');
    await runner.query('DROP TABLE export_backfills');
  }
}
