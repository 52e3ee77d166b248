import { z } from 'zod';

/** What numbers can be answered as. The first is what a client gets that names none. */
export const FORMATS = ['json', 'csv', 'ndjson', 'parquet', 'arrow'] as const;
export type Format = (typeof FORMATS)[number];

/** How each format is named in Accept and in Content-Type. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
};

/** The parameter `format`, which goes before Accept. */
export const formatParameter = z
  .enum(FORMATS)
  .optional()
  .describe('Form of the answer; without it what Accept names, or else JSON.');
