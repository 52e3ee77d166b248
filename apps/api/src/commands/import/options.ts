import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { INGEST_LIMITS } from '@grapevine/contracts';
import { ImportError } from './import-error.js';
import { type FieldMapping, FORMATS, type Format, parseMappings } from './mapping.js';

export interface ImportOptions {
  readonly file: string;
  readonly format: Format;
  readonly mappings: readonly FieldMapping[];
  /** csv: the first row holds names. */
  readonly header: boolean;
  readonly key: string;
  readonly url: string;
  readonly batchRows: number;
  readonly inFlight: number;
  readonly statePath: string;
  readonly rejectedPath: string;
  readonly restart: boolean;
}

const DEFAULT_URL = 'http://127.0.0.1:4000';
const DEFAULT_BATCH = 5_000;
const DEFAULT_IN_FLIGHT = 4;

export const USAGE = `npm run import -- --file FILE --format csv|ndjson|ssv --map FIELD=COLUMN ... --key KEY

  --file FILE       the log to load; it is only read
  --format FORMAT   csv (comma-separated), ndjson (one JSON object a line), ssv (columns separated by spaces or tabs)
  --map ...         where each field of an event comes from, once for each field (ndjson may do without):
                      member_id=user         a column by its name (csv with a header, ndjson)
                      member_id=1            a column by its number, from 1 (csv, ssv)
                      type==message.sent     the same value for every row
                      id=@line               the number of the line; id=may-@line puts text before it
                      occurred_at=3:s        a time in seconds; :ms milliseconds; :rfc3339 (the default) text
                      properties.plan=plan   a dimension of your own
  --header          csv: the first row holds names, although every column is given by its number
  --key KEY         a key with the scope ingest; or GRAPEVINE_KEY in the environment, where ps does not show it
  --url URL         the server (default ${DEFAULT_URL})
  --batch N         rows a request, 1 to ${INGEST_LIMITS.events} (default ${DEFAULT_BATCH})
  --in-flight N     requests at the same time, 1 to 32 (default ${DEFAULT_IN_FLIGHT})
  --state PATH      where to keep how far it came (default FILE.import-state.json); rejected rows go next to it
  --restart         begin anew, whatever that file says
`;

const OPTIONS = {
  file: { type: 'string' },
  format: { type: 'string' },
  map: { type: 'string', multiple: true },
  header: { type: 'boolean' },
  key: { type: 'string' },
  url: { type: 'string' },
  batch: { type: 'string' },
  'in-flight': { type: 'string' },
  state: { type: 'string' },
  restart: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the command line; undefined when help was asked for.
 *
 * @param keyFromEnvironment used where there is no --key
 * @throws ImportError naming the option that is wrong and what would be right
 */
export function parseOptions(
  args: readonly string[],
  keyFromEnvironment: string | undefined,
): ImportOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const file = resolve(needed(values.file, '--file FILE'));
  const format = formatOf(needed(values.format, '--format csv, ndjson or ssv'));
  const mappings = parseMappings(values.map ?? [], format);
  const byName = mappings.some(({ source }) => source.kind === 'column' && typeof source.column === 'string');
  if (values.header && format !== 'csv') throw new ImportError(`--header is for csv: ${format} has no header.`);
  const statePath = resolve(values.state ?? `${file}.import-state.json`);
  return {
    file,
    format,
    mappings,
    header: format === 'csv' && (values.header === true || byName),
    key: keyOf(values.key ?? keyFromEnvironment),
    url: urlOf(values.url ?? DEFAULT_URL),
    batchRows: integer(values.batch, '--batch', DEFAULT_BATCH, INGEST_LIMITS.events),
    inFlight: integer(values['in-flight'], '--in-flight', DEFAULT_IN_FLIGHT, 32),
    statePath,
    rejectedPath: join(dirname(statePath), `${basename(file)}.rejected.ndjson`),
    restart: values.restart === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    // Its first sentence names the option; what follows is about positional arguments.
    throw new ImportError(`${(error as Error).message.split('. ')[0]}. See npm run import -- --help.`);
  }
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new ImportError(`Give ${option}. See npm run import -- --help.`);
  return value;
}

function formatOf(text: string): Format {
  const format = FORMATS.find((known) => known === text);
  if (!format) throw new ImportError(`There is no format ${text}. The formats are ${FORMATS.join(', ')}.`);
  return format;
}

function keyOf(key: string | undefined): string {
  if (key === undefined || key === '') {
    throw new ImportError('Give a key with the scope ingest, by --key KEY or by GRAPEVINE_KEY in the environment.');
  }
  // A header could not carry it; mostly a line break that was copied along.
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new ImportError('The key holds spaces or characters that no key has. Copy it again.');
  return key;
}

function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.search !== '') {
    throw new ImportError(`--url ${text} is not the address of a server. Write for example ${DEFAULT_URL}.`);
  }
  return text;
}

function integer(text: string | undefined, option: string, byDefault: number, max: number): number {
  if (text === undefined) return byDefault;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) throw new ImportError(`${option} ${text}: give a whole number from 1 to ${max}.`);
  return value;
}
