import type { Column, ColumnType } from '@grapevine/contracts';
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { cellIn, type Encoder, type Row } from './table.js';

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

const TYPES: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  text: TEXT,
  json: TEXT,
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  timestamp: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    // Of which Parquet says that it is UTC.
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
};

/** A row group a batch, written as it fills; the footer, which a broken answer lacks, has the number of rows. */
export const encodeParquet: Encoder = async function* ({ columns, metadata }, batches) {
  const bytes = new ByteWriter();
  const file = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    createdBy: 'grapevine',
  });
  for await (const batch of batches) {
    const rows = batch.rows();
    const columnData = columns.map((column) => ({ name: column.name, data: valuesOf(rows, column) }));
    await file.write({ columnData, rowGroupSize: Math.max(rows.length, 1) });
    yield taken(bytes);
  }
  await file.finish();
  yield taken(bytes);
};

const elementOf = ({ name, type, nullable }: Column): SchemaElement => ({
  name,
  repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED',
  ...TYPES[type],
});

function valuesOf(rows: readonly Row[], column: Column): unknown[] {
  const isTime = column.type === 'date' || column.type === 'timestamp';
  return rows.map((row) => {
    const value = cellIn(row, column);
    if (value === null) return null;
    if (isTime) return new Date(value as string);
    return column.type === 'integer' ? BigInt(value as number) : value;
  });
}

/** @returns what was written since, as a copy: the writer uses its memory again */
function taken(bytes: ByteWriter): Uint8Array {
  const chunk = bytes.getBytes().slice();
  bytes.index = 0;
  return chunk;
}
