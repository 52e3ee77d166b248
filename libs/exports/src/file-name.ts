import type { ExportCompression, ExportFormat } from '@grapevine/contracts';
import type { ExportPeriod } from './export-range.js';

const MOST = 60;
const ENDINGS: Readonly<Record<ExportCompression, string>> = { none: '', gzip: '.gz', zstd: '.zst' };

/** The name of a file follows from export, period and format alone: a run of the same period replaces it. */
export function exportFileName(
  prefix: string,
  { start, end }: ExportPeriod,
  format: ExportFormat,
  compression: ExportCompression,
): string {
  return `${prefix}_${start}_${end}.${format}${ENDINGS[compression]}`;
}

/** @returns what the names of an export's files may begin with, made of what people call it */
export function prefixOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/g, '-').slice(0, MOST);
  return words.replace(/^-+|-+$/g, '') || 'export';
}
