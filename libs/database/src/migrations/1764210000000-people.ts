import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who sign in by email and password, and how often somebody has tried to. */
export class People1764210000000 implements MigrationInterface {
  readonly name = 'People1764210000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE people (
      id uuid PRIMARY KEY,
      workspace_id integer NOT NULL REFERENCES workspaces,
      email text NOT NULL UNIQUE,
      password_hash text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      last_signed_in_at timestamptz
    )`);
    await runner.query('ALTER TABLE sessions ADD COLUMN person_id uuid REFERENCES people ON DELETE CASCADE');
    await runner.query('CREATE INDEX sessions_by_person ON sessions (person_id)');
    // The subject is a hash: neither addresses nor emails of those who fail are kept.
    await runner.query(`CREATE TABLE sign_in_attempts (
      subject bytea PRIMARY KEY,
      attempts integer NOT NULL,
      since timestamptz NOT NULL
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_in_attempts');
    await runner.query('ALTER TABLE sessions DROP COLUMN person_id');
    await runner.query('DROP TABLE people');
  }
}
