import { createHash, randomBytes } from 'node:crypto';

/** A random secret of 256 bits, with a prefix that tells secret scanners and people what it is. */
export function newSecret(prefix: 'gv_' | 'gvl_' | 'gvs_'): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is stored instead of a secret. Plain SHA-256 is enough for random secrets, and quick enough for every request. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
