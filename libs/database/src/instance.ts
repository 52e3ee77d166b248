import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

export interface Instance {
  /** What registry and warehouse share: member numbers mean something only together. */
  readonly id: string;
  readonly hasMembers: boolean;
}

/**
 * Reads the identity of this installation, or makes it on the first start.
 *
 * @param secretFingerprint tells secrets apart without telling them
 * @throws Error when the registry was made under another secret: every known member would come back as a new one
 */
export async function openInstance(source: DataSource, secretFingerprint: string): Promise<Instance> {
  await source.query('INSERT INTO instance (id, secret_fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    randomUUID(),
    secretFingerprint,
  ]);
  const [row] = await source.query('SELECT id, secret_fingerprint FROM instance');
  if (row.secret_fingerprint !== secretFingerprint) {
    throw new Error(
      'GRAPEVINE_SECRET is not the secret that this database was made with. With another one every known member would be ' +
        'counted as new. Set the former secret (embedded: the file "secret" in DATA_DIR).',
    );
  }
  const [{ present }] = await source.query('SELECT EXISTS (SELECT 1 FROM members) AS present');
  return { id: row.id, hasMembers: present };
}
