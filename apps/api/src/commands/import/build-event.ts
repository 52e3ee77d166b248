import { INGEST_LIMITS } from '@grapevine/contracts';
import { type FieldMapping, type TimeUnit, targetOf } from './mapping.js';
import type { Cells, GoodRow, RowProblem } from './row.js';

/** A row as the JSON text of an event, or why it is none. */
export type Built = { readonly json: string } | { readonly problem: RowProblem };

/** The positions of columns that were mapped by name; csv only. */
export type ColumnNames = ReadonlyMap<string, number>;

/** What a mapped field is worth in one row: undefined where the row says nothing. */
type Value = { readonly value: unknown } | { readonly problem: RowProblem };

/** Makes events of rows by the mapping; without one (ndjson) the row is the event, as it stands. */
export function buildEvent(row: GoodRow, mappings: readonly FieldMapping[], names?: ColumnNames): Built {
  const event = mappings.length === 0 ? undefined : mapCells(row, mappings, names);
  if (event && 'problem' in event) return event;
  const json = event ? JSON.stringify(event.value) : String(row.raw).trim();
  // The server would say the same; found here, no request can grow beyond its limit.
  if (json.length * 3 > INGEST_LIMITS.eventBytes && Buffer.byteLength(json) > INGEST_LIMITS.eventBytes) {
    return { problem: { code: 'too_large', message: `is larger than ${INGEST_LIMITS.eventBytes} bytes as an event` } };
  }
  return { json };
}

function mapCells(row: GoodRow, mappings: readonly FieldMapping[], names: ColumnNames | undefined): Value {
  // Without a prototype: a property may be called __proto__, and the server is the one to refuse it.
  const event: Record<string, unknown> = Object.create(null);
  for (const mapping of mappings) {
    const found = valueOf(row, mapping, names);
    if ('problem' in found) return found;
    if (found.value === undefined || found.value === null || found.value === '') continue;
    if (mapping.property === undefined) event[mapping.field] = found.value;
    else propertiesOf(event)[mapping.property] = found.value;
  }
  return { value: event };
}

function propertiesOf(event: Record<string, unknown>): Record<string, unknown> {
  event.properties ??= Object.create(null);
  return event.properties as Record<string, unknown>;
}

function valueOf(row: GoodRow, mapping: FieldMapping, names: ColumnNames | undefined): Value {
  const { source } = mapping;
  if (source.kind === 'constant') return { value: source.value };
  if (source.kind === 'line') return { value: `${source.prefix}${row.line}` };
  const cell = cellOf(row.cells, source.column, names);
  if ('problem' in cell) return { problem: { ...cell.problem, field: targetOf(mapping) } };
  return mapping.unit === undefined ? cell : toTime(cell.value, mapping.unit);
}

function cellOf(cells: Cells, column: string | number, names: ColumnNames | undefined): Value {
  if (!isList(cells)) return { value: Object.hasOwn(cells, column) ? cells[column] : undefined };
  const position = typeof column === 'number' ? column : (names?.get(column) ?? Number.POSITIVE_INFINITY);
  if (position <= cells.length) return { value: cells[position - 1] };
  return { problem: { code: 'missing_field', message: `the row has ${cells.length} columns, not ${position}` } };
}

const isList = (cells: Cells): cells is readonly string[] => Array.isArray(cells);

/** Seconds may have a fraction; what is finer than a millisecond is cut off, as the server does with RFC 3339. */
const SECONDS = /^(-?)(\d{1,12})(?:\.(\d+))?$/;

function toTime(cell: unknown, unit: TimeUnit): Value {
  if (unit === 'rfc3339' || cell === undefined || cell === null || cell === '') return { value: cell };
  const text = String(cell).trim();
  if (unit === 'ms') return /^-?\d{1,15}$/.test(text) ? { value: Number(text) } : notATime(text, 'milliseconds');
  const match = SECONDS.exec(text);
  if (!match) return notATime(text, 'seconds');
  const ms = Number(match[2]) * 1000 + Number((match[3] ?? '').padEnd(3, '0').slice(0, 3));
  return { value: match[1] === '-' ? -ms : ms };
}

function notATime(text: string, unit: string): Value {
  const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  return {
    problem: { code: 'invalid_value', field: 'occurred_at', message: `${shown} is not a number of ${unit} since 1970` },
  };
}
