import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs have seen, so that it is known when what they sent may have changed. */
export class ExportCorrections1764330000000 implements MigrationInterface {
  readonly name = 'ExportCorrections1764330000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE exports ADD COLUMN send_corrections boolean NOT NULL DEFAULT false');
    await runner.query(`ALTER TABLE export_runs
      -- Sends a period again, since what was sent of it may have changed.
      ADD COLUMN correction boolean NOT NULL DEFAULT false,
      ADD COLUMN attempted_at timestamptz,
      -- The last touch of a day and the number of decisions about exclusions that were there before the attempt asked its question.
      ADD COLUMN touch_version bigint,
      ADD COLUMN exclusion_decisions bigint`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE exports DROP COLUMN send_corrections');
    await runner.query(`ALTER TABLE export_runs DROP COLUMN correction, DROP COLUMN attempted_at, DROP COLUMN touch_version,
      DROP COLUMN exclusion_decisions`);
  }
}
