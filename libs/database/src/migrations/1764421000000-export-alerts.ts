import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Somebody is told of runs that failed for good. */
export class ExportAlerts1764421000000 implements MigrationInterface {
  readonly name = 'ExportAlerts1764421000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE exports ADD COLUMN alert jsonb');
    await runner.query(`ALTER TABLE export_runs
      -- Set together with the end of the run, so that no kill comes between them; until the alert is sent, or given up.
      ADD COLUMN alert_due boolean NOT NULL DEFAULT false,
      ADD COLUMN alert_attempts integer NOT NULL DEFAULT 0,
      ADD COLUMN alerted_at timestamptz,
      ADD COLUMN alert_error text`);
    await runner.query('CREATE INDEX export_runs_alerts_due ON export_runs (seq) WHERE alert_due');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE exports DROP COLUMN alert');
    await runner.query(`ALTER TABLE export_runs DROP COLUMN alert_due, DROP COLUMN alert_attempts, DROP COLUMN alerted_at,
      DROP COLUMN alert_error`);
  }
}
