import { createHash } from 'node:crypto';
import type { ExportManifest } from '@grapevine/contracts';

/**
 * Names a delivery: a receiver that has seen the key has these bytes, whichever run brings them again.
 *
 * @param sha256 of the data file
 */
export function idempotencyKey(exportId: string, period: ExportManifest['period'], sha256: string): string {
  return createHash('sha256').update(`${exportId}\n${period.start}\n${period.end}\n${sha256}`).digest('hex');
}

/** @returns the text of the manifest's file */
export const manifestText = (manifest: ExportManifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** @returns the name of the file that says what the data file is */
export const manifestName = (fileName: string): string => `${fileName}.manifest.json`;
