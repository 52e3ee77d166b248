import { z } from 'zod';

/** `json`: a list or map, which has no columns of its own; as text where a format has no such thing. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'json';

/** A column of a table. */
export interface Column {
  readonly name: string;
  /** Where its value stands in a row of the JSON answer. */
  readonly path: readonly string[];
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly unit?: string;
  readonly description?: string;
}

/** What is read of a JSON Schema: zod makes one of every schema, and the OpenAPI document has the same. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly 'x-unit'?: string;
}

/**
 * The columns of a row as its schema describes it. A nested object becomes flat columns, their names joined by `_`:
 * `compare.value` is `compare_value`.
 */
export function columnsOf(row: z.ZodObject): Column[] {
  return leavesOf(z.toJSONSchema(row, { io: 'output' }) as JsonSchema, [], false).map(({ path, schema, nullable }) => {
    const unit = schema['x-unit'] ?? schema.anyOf?.find((one) => one['x-unit'])?.['x-unit'];
    return {
      name: path.join('_'),
      path,
      type: typeOf(schema),
      nullable,
      ...(unit === undefined ? {} : { unit }),
      ...(schema.description === undefined ? {} : { description: schema.description }),
    };
  });
}

interface Leaf {
  readonly path: readonly string[];
  readonly schema: JsonSchema;
  readonly nullable: boolean;
}

function leavesOf({ properties = {}, required = [] }: JsonSchema, above: readonly string[], nullable: boolean): Leaf[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = [...above, name];
    const mayMiss = nullable || !required.includes(name) || kindsOf(schema).some(({ type }) => type === 'null');
    const inner = objectIn(schema);
    return inner ? leavesOf(inner, path, mayMiss) : [{ path, schema, nullable: mayMiss }];
  });
}

/** The object that a value is where it is not null; undefined where it may be anything else. */
function objectIn(schema: JsonSchema): JsonSchema | undefined {
  const [only, ...others] = (schema.anyOf ?? [schema]).filter(({ type }) => type !== 'null');
  return only?.properties && others.length === 0 ? only : undefined;
}

/** What a value may be: `anyOf` and a list of types say the same. */
const kindsOf = (schema: JsonSchema): JsonSchema[] =>
  (schema.anyOf ?? [schema]).flatMap((one) => [one.type].flat().map((type) => ({ ...one, type })));

function typeOf(schema: JsonSchema): ColumnType {
  const [kind, ...others] = kindsOf(schema).filter(({ type }) => type !== 'null');
  if (!kind || others.length > 0) return 'json';
  if (kind.type === 'integer' || kind.type === 'number' || kind.type === 'boolean') return kind.type;
  if (kind.type !== 'string') return 'json';
  if (kind.format === 'date') return 'date';
  return kind.format === 'date-time' ? 'timestamp' : 'text';
}
