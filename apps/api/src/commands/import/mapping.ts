import { EVENT_SCHEMAS } from '@grapevine/contracts';
import { ImportError } from './import-error.js';

export const FORMATS = ['csv', 'ndjson', 'ssv'] as const;
export type Format = (typeof FORMATS)[number];

export const TIME_UNITS = ['s', 'ms', 'rfc3339'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** Where the value of a field comes from. A column is a name, or a number from 1. */
export type ValueSource =
  | { readonly kind: 'column'; readonly column: string | number }
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'line'; readonly prefix: string };

export interface FieldMapping {
  /** A field of the event, or `properties`. */
  readonly field: string;
  /** The key inside `properties`. */
  readonly property?: string | undefined;
  readonly source: ValueSource;
  /** Only on `occurred_at`. */
  readonly unit?: TimeUnit | undefined;
}

const FIELDS = [...new Set(Object.values(EVENT_SCHEMAS).flatMap((schema) => Object.keys(schema.shape)))];
const LINE = '@line';

/**
 * Reads the `--map` options: `field=column`, `field==constant`, `field=@line` (with text before it as a prefix), and on
 * `occurred_at` a unit behind the column (`occurred_at=3:s`).
 *
 * @throws ImportError naming the map that is wrong and what would be right.
 */
export function parseMappings(maps: readonly string[], format: Format): readonly FieldMapping[] {
  const mappings = maps.map((text) => parseMapping(text, format));
  const targets = mappings.map(targetOf);
  const twice = targets.find((target, index) => targets.indexOf(target) !== index);
  if (twice !== undefined) throw new ImportError(`--map gives ${twice} twice. Give each field once.`);
  if (mappings.length === 0 && format === 'ndjson') return [];
  for (const needed of ['type', 'occurred_at']) {
    if (!targets.includes(needed)) {
      throw new ImportError(
        `--map does not say where ${needed} comes from, and every event has one. ` +
          `Add for example --map ${needed === 'type' ? 'type==message.sent' : 'occurred_at=3:s'}.`,
      );
    }
  }
  return mappings;
}

/** The name by which people know a mapped field. */
export const targetOf = ({ field, property }: FieldMapping): string =>
  property === undefined ? field : `${field}.${property}`;

function parseMapping(text: string, format: Format): FieldMapping {
  const match = /^([^=]+)=(=?)(.+)$/s.exec(text);
  const [target, constant, value] = [match?.[1], match?.[2] === '=', match?.[3]];
  if (target === undefined || value === undefined) {
    throw new ImportError(`--map ${text} is not of the form field=column or field==value.`);
  }
  const { field, property } = parseTarget(target);
  if (constant) return { field, property, source: { kind: 'constant', value } };
  if (value.endsWith(LINE)) {
    return { field, property, source: { kind: 'line', prefix: value.slice(0, -LINE.length) } };
  }
  const { column, unit } = field === 'occurred_at' ? splitUnit(value) : { column: value, unit: undefined };
  return { field, property, source: { kind: 'column', column: parseColumn(column, format, text) }, unit };
}

function parseTarget(target: string): { field: string; property: string | undefined } {
  const dot = target.indexOf('.');
  const field = dot < 0 ? target : target.slice(0, dot);
  const property = dot < 0 ? undefined : target.slice(dot + 1);
  if (!FIELDS.includes(field)) {
    throw new ImportError(`An event has no field ${field}. The fields are ${FIELDS.join(', ')}, and properties.NAME.`);
  }
  if (field === 'properties' ? !property : property !== undefined) {
    throw new ImportError(`--map ${target}=... names no field: write a field, or properties.NAME.`);
  }
  return { field, property };
}

/** A column may have a colon in its name: only a known unit behind the last one is a unit. */
function splitUnit(value: string): { column: string; unit: TimeUnit } {
  const at = value.lastIndexOf(':');
  const last = value.slice(at + 1);
  const unit = TIME_UNITS.find((known) => at > 0 && known === last);
  if (unit !== undefined) return { column: value.slice(0, at), unit };
  if (/^\d+:/.test(value)) {
    throw new ImportError(
      `--map occurred_at=${value}: there is no unit ${last}. The units are ${TIME_UNITS.join(', ')}.`,
    );
  }
  return { column: value, unit: 'rfc3339' };
}

function parseColumn(column: string, format: Format, map: string): string | number {
  // A key of a JSON object may well be a number.
  if (format === 'ndjson') return column;
  if (/^[1-9]\d{0,5}$/.test(column)) return Number(column);
  if (format === 'csv' && !/^\d+$/.test(column)) return column;
  throw new ImportError(
    `--map ${map}: the columns of ${format} are ${format === 'ssv' ? '' : 'names or '}numbers from 1, and ${column} is neither. ` +
      `For a fixed value write two equals signs: ${map.replace('=', '==')}.`,
  );
}
