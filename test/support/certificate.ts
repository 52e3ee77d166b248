import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A certificate that nobody vouches for but itself: who shall trust it is told of `certificate`. Both are paths of PEM files. */
export interface OwnCertificate {
  readonly key: string;
  readonly certificate: string;
  remove(): Promise<void>;
}

/** @param name that it is of */
export async function makeCertificate(name: string): Promise<OwnCertificate> {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-certificate-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-keyout', key, '-out', certificate, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`],
  ]);
  return { key, certificate, remove: () => rm(folder, { recursive: true, force: true }) };
}
