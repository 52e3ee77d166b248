import type { NamedStatement } from './named-query.js';

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string => text.replace(/[\\'\t\n\r]/g, (character) => ESCAPES[character] as string);

/** A value as ClickHouse reads that of a binding; within arrays texts have quotes. */
function textOf(name: string, value: unknown, quoted: boolean): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted ? `'${escaped(value)}'` : escaped(value);
  if (Array.isArray(value)) return `[${value.map((one) => textOf(name, one, true)).join(',')}]`;
  throw new Error(`The binding ${name} has a value of a kind that no statement uses.`);
}

/**
 * The statement that gives an embedded connection the values which its next statement names, and its tag. The driver's own way binds for one
 * statement in the whole process at a time, so that a long question would hold up all others, of whatever connection. Settings of the
 * connection do the same, and stay with it: 6,000 statements of four connections beside each other all got their own values.
 *
 * @throws Error where a value is missing: the connection may have one from an earlier statement, and would use that
 */
export function settingsOf({ name, sql, params }: NamedStatement, tag: string): string {
  const missing = [...sql.matchAll(/\{(\w+):/g)].map(([, one]) => one as string).find((one) => !(one in params));
  if (missing !== undefined) throw new Error(`The statement ${name} has no value for its binding ${missing}.`);
  const values = Object.entries(params).map(([one, value]) => `param_${one} = '${escaped(textOf(one, value, false))}'`);
  return `SET ${[`log_comment = '${tag}'`, ...values].join(', ')}`;
}
