import type { Column, ColumnType } from '@grapevine/contracts';
import {
  AsyncByteQueue,
  Bool,
  type DataType,
  DateDay,
  Field,
  Float64,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { cellIn, type Encoder, type Row } from './table.js';

const TYPES: Readonly<Record<ColumnType, () => DataType>> = {
  text: () => new Utf8(),
  json: () => new Utf8(),
  integer: () => new Int64(),
  number: () => new Float64(),
  boolean: () => new Bool(),
  date: () => new DateDay(),
  timestamp: () => new TimestampMillisecond('UTC'),
};

/** The stream format: a schema, a record batch for each of ours, and an end that a broken answer lacks. */
export const encodeArrow: Encoder = async function* ({ columns, metadata }, batches) {
  const schema = new Schema(columns.map(fieldOf), new Map(Object.entries(metadata)));
  const bytes = new TakenBytes();
  const writer = new RecordBatchStreamWriter();
  writer.reset(bytes, schema);
  yield bytes.taken();
  for await (const batch of batches) {
    if (batch.size === 0) continue;
    writer.write(recordBatch(schema, columns, batch.rows()));
    yield bytes.taken();
  }
  writer.finish();
  yield bytes.taken();
};

function fieldOf({ name, type, nullable, unit, description }: Column): Field {
  const said = Object.entries({ unit, description }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new Field(name, TYPES[type](), nullable, new Map(said));
}

function recordBatch(schema: Schema, columns: readonly Column[], rows: readonly Row[]): RecordBatch {
  const children = columns.map((column, i) => {
    const type = schema.fields[i]?.type as DataType;
    const [data] = vectorFromArray(valuesOf(rows, column), type).data;
    if (!data) throw new Error(`Column ${column.name} has no data.`);
    return data;
  });
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length: rows.length, nullCount: 0, children }),
  );
}

function valuesOf(rows: readonly Row[], column: Column): unknown[] {
  const { type } = column;
  return rows.map((row) => {
    const value = cellIn(row, column);
    if (value === null) return null;
    if (type === 'date') return new Date(value as string);
    if (type === 'timestamp') return Date.parse(value as string);
    return type === 'integer' ? BigInt(value as number) : value;
  });
}

/** Where the writer writes to: its own queue would be read by a second consumer, which could fall behind. */
class TakenBytes extends AsyncByteQueue {
  private chunks: Uint8Array[] = [];

  override write(chunk: Uint8Array): void {
    this.chunks.push(chunk);
  }

  /** @returns what was written since */
  taken(): Uint8Array {
    const { chunks } = this;
    this.chunks = [];
    return Buffer.concat(chunks);
  }
}
