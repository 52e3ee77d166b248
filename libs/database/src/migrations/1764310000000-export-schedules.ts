import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exports that run by themselves. */
export class ExportSchedules1764310000000 implements MigrationInterface {
  readonly name = 'ExportSchedules1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE exports
      ADD COLUMN schedule jsonb,
      ADD COLUMN paused boolean NOT NULL DEFAULT false,
      -- Until this instant every run that was due has been made.
      ADD COLUMN scheduled_until timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now())`);
    await runner.query(`ALTER TABLE export_runs
      ADD COLUMN due_at timestamptz,
      -- However often somebody looks what is due, a run is made once.
      ADD UNIQUE (export_id, due_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE export_runs DROP COLUMN due_at');
    await runner.query('ALTER TABLE exports DROP COLUMN schedule, DROP COLUMN paused, DROP COLUMN scheduled_until');
  }
}
