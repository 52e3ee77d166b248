import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs are found by their period: an export that runs each minute has a hundred thousand of them. */
export class ExportPeriods1764440000000 implements MigrationInterface {
  readonly name = 'ExportPeriods1764440000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX export_runs_by_period ON export_runs (export_id, period_start, period_end, finished_at DESC)',
    );
    await runner.query(
      `CREATE INDEX export_runs_by_end ON export_runs (export_id, period_end) WHERE state = 'complete' AND NOT test`,
    );
    await runner.query('CREATE INDEX export_runs_by_time ON export_runs (finished_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['export_runs_by_period', 'export_runs_by_end', 'export_runs_by_time']) {
      await runner.query(`DROP INDEX ${index}`);
    }
  }
}
