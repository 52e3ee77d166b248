import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workspaces of simulated data, how far the filling of one has come, and sessions that look at another workspace than their own. */
export class Demo1764200000000 implements MigrationInterface {
  readonly name = 'Demo1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE workspaces ADD COLUMN simulated boolean NOT NULL DEFAULT false');
    await runner.query(`CREATE TABLE demo_fillings (
      workspace_id integer PRIMARY KEY REFERENCES workspaces,
      sent integer NOT NULL DEFAULT 0,
      total integer NOT NULL,
      finished_at timestamptz
    )`);
    await runner.query('ALTER TABLE sessions ADD COLUMN home_workspace_id integer REFERENCES workspaces');
    await runner.query('UPDATE sessions SET home_workspace_id = workspace_id');
    await runner.query('ALTER TABLE sessions ALTER COLUMN home_workspace_id SET NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP COLUMN home_workspace_id');
    await runner.query('DROP TABLE demo_fillings');
    await runner.query('ALTER TABLE workspaces DROP COLUMN simulated');
  }
}
