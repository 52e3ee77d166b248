import type { Format } from '@grapevine/contracts';
import { encodeArrow } from './arrow.js';
import { encodeCsv } from './csv.js';
import { encodeJson, encodeNdjson } from './ndjson.js';
import { encodeParquet } from './parquet.js';
import type { Encoder } from './table.js';

/** The encoder of every format. */
export const ENCODERS: Readonly<Record<Format, Encoder>> = {
  json: encodeJson,
  csv: encodeCsv,
  ndjson: encodeNdjson,
  parquet: encodeParquet,
  arrow: encodeArrow,
};
