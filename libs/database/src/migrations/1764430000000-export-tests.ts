import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs that try a destination. */
export class ExportTests1764430000000 implements MigrationInterface {
  readonly name = 'ExportTests1764430000000';

  async up(runner: QueryRunner): Promise<void> {
    // Brings the first rows alone, and counts as no delivery.
    await runner.query('ALTER TABLE export_runs ADD COLUMN test boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE export_runs DROP COLUMN test');
  }
}
