import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { findEmbeddedPostgres } from '@grapevine/database';
import pg from 'pg';

export interface NewWorkspace {
  readonly timeZone?: string;
  readonly activityTypes?: readonly string[];
  readonly dimensions?: readonly string[];
}

/**
 * Makes another workspace on a running embedded server, straight in its database: one server then serves many tests.
 *
 * @returns an admin key of the new workspace
 */
export async function addWorkspace(dataDir: string, workspace: NewWorkspace): Promise<string> {
  const found = await findEmbeddedPostgres({ dataDir });
  if (!found) throw new Error('No embedded PostgreSQL runs on this folder.');
  const client = new pg.Client({ connectionString: found.url });
  await client.connect();
  try {
    const key = `gv_${randomBytes(32).toString('base64url')}`;
    const { rows } = await client.query(
      `INSERT INTO workspaces (slug, name, time_zone, activity_types, dimensions) VALUES ($1, $1, $2, $3, $4) RETURNING id`,
      [
        `test-${randomUUID()}`,
        workspace.timeZone ?? 'UTC',
        workspace.activityTypes ?? ['member.active', 'message.sent', 'message.read'],
        workspace.dimensions ?? ['platform', 'manufacturer', 'country', 'app_version', 'source'],
      ],
    );
    await client.query(
      `INSERT INTO keys (id, workspace_id, name, hash, hint, scopes) VALUES ($1, $2, 'test', $3, $4, '{admin}')`,
      [randomUUID(), rows[0].id, createHash('sha256').update(key).digest(), key.slice(-4)],
    );
    return key;
  } finally {
    await client.end();
  }
}
