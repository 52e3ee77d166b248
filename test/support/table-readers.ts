import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataType, tableFromIPC } from 'apache-arrow';
import type { ClickHouseFront } from './clickhouse-front.js';
import { literal } from './clickhouse-http.js';

export type ReadRow = Readonly<Record<string, unknown>>;

/** A table as somebody else's program reads it: dates and times as ISO texts, integers as numbers. */
export interface ReadTable {
  readonly types: Readonly<Record<string, string>>;
  readonly rows: readonly ReadRow[];
}

const FILE_FORMATS = { csv: 'CSVWithNames', parquet: 'Parquet', arrow: 'ArrowStream' } as const;

/**
 * Reads a file with ClickHouse.
 *
 * @param types of the columns of a file that does not say them
 */
export async function readWithClickHouse(
  engine: ClickHouseFront,
  format: keyof typeof FILE_FORMATS,
  bytes: Uint8Array,
  types?: Readonly<Record<string, string>>,
): Promise<ReadTable> {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-read-'));
  const path = join(folder, 'answer');
  await writeFile(path, bytes);
  const columns = Object.entries(types ?? {}).map(([name, type]) => `${name} ${type}`);
  const structure = types ? `, ${literal(columns.join(', '))}` : '';
  const from = `file(${literal(path)}, '${FILE_FORMATS[format]}'${structure})`;
  try {
    const described = await engine.query<{ name: string; type: string }>(`DESCRIBE ${from}`);
    const found = Object.fromEntries(described.map(({ name, type }) => [name, type]));
    const rows = await engine.query<ReadRow>(`SELECT * FROM ${from} SETTINGS date_time_input_format = 'best_effort'`);
    return { types: found, rows: rows.map((row) => withIsoTimes(row, found)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const withIsoTimes = (row: ReadRow, types: Readonly<Record<string, string>>): ReadRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && types[name]?.includes('DateTime64') ? `${value.replace(' ', 'T')}Z` : value,
    ]),
  );

/** Reads an Arrow stream with Apache's own library. */
export function readWithArrow(bytes: Uint8Array): ReadTable & { readonly metadata: ReadonlyMap<string, string> } {
  const table = tableFromIPC(bytes);
  const { fields, metadata } = table.schema;
  const rows = table.toArray().map((row: ReadRow) =>
    Object.fromEntries(
      fields.map(({ name, type }) => {
        const value = row[name];
        if (value === null) return [name, null];
        if (DataType.isDate(type)) return [name, new Date(value as number).toISOString().slice(0, 10)];
        if (DataType.isTimestamp(type)) return [name, new Date(value as number).toISOString()];
        return [name, typeof value === 'bigint' ? Number(value) : value];
      }),
    ),
  );
  return { types: Object.fromEntries(fields.map(({ name, type }) => [name, String(type)])), rows, metadata };
}
