import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { queryDatabase } from './embedded-access.js';

/** Makes an admin key of a workspace that a running embedded server has, straight in its database. */
export async function addKey(dataDir: string, slug: string): Promise<string> {
  const key = `gv_${randomBytes(32).toString('base64url')}`;
  await queryDatabase(
    dataDir,
    `INSERT INTO keys (id, workspace_id, name, hash, hint, scopes)
     SELECT $1, id, 'test', $2, $3, '{admin}' FROM workspaces WHERE slug = $4`,
    [randomUUID(), createHash('sha256').update(key).digest(), key.slice(-4), slug],
  );
  return key;
}
