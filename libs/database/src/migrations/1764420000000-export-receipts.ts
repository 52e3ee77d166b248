import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deliveries to several receivers, of whom some have them already. */
export class ExportReceipts1764420000000 implements MigrationInterface {
  readonly name = 'ExportReceipts1764420000000';

  async up(runner: QueryRunner): Promise<void> {
    // NULL: nobody; else the key of the delivery, and who has it.
    await runner.query('ALTER TABLE export_runs ADD COLUMN receipts jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE export_runs DROP COLUMN receipts');
  }
}
