import { parseArgs } from 'node:util';
import { AuditError } from './audit-error.js';
import { BREADTHS, type BreadthName } from './breadth.js';

export interface AuditOptions {
  /** Slug or number; undefined: that of the key in the environment. */
  readonly workspace: string | undefined;
  readonly url: string | undefined;
  readonly json: boolean;
  readonly breadth: BreadthName;
  readonly seed: number;
}

export const USAGE = `npm run audit -- --workspace W [--breadth complete|sample] [--seed N] [--url URL] [--json]

  Recomputes every number of a workspace from its event log, by other means than the server's, and compares it with what the
  server answers. Says how many numbers it compared, and every difference.

  --workspace W  the workspace's slug or number, for example default. Needed where GRAPEVINE_KEY is not set: the audit then makes a key of
                 its own in the registry that DATA_DIR or DATABASE_URL names, and removes it again
  --url URL      the running server; default http://HOST:PORT of the configuration
  --breadth B    complete (the default): everything that docs/audit.md says; sample: every metric and endpoint, but only some of the
                 values, comparisons and spans, which are drawn
  --seed N       draws the same questions again; the report says which seed it was
  --json         the result as one JSON object

  GRAPEVINE_KEY in the environment: a key with the scope read, where the registry is out of reach

  exit code 0: no difference; 1: differences; 2: the audit could not be done
`;

/**
 * @param anySeed taken where none is given
 * @returns undefined where help is asked for
 * @throws AuditError
 */
export function parseOptions(
  args: readonly string[],
  key: string | undefined,
  anySeed: number,
): AuditOptions | undefined {
  const values = parsed(args);
  if (values.help) return undefined;
  const { workspace, url, json = false } = values;
  if (!workspace && key === undefined) throw new AuditError(`Say which workspace: --workspace W.\n\n${USAGE}`);
  if (url !== undefined && (!/^https?:/.test(url) || !URL.canParse(url))) {
    throw new AuditError(`--url ${url} is not the address of a server. Write for example http://127.0.0.1:4000.`);
  }
  const breadth = BREADTHS.find((name) => name === (values.breadth ?? 'complete'));
  if (!breadth) throw new AuditError(`--breadth ${values.breadth} is none: it is ${BREADTHS.join(' or ')}.`);
  return { workspace: workspace || undefined, url, json, breadth, seed: seedOf(values.seed) ?? anySeed };
}

function seedOf(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new AuditError(`--seed ${text} is not a whole number of up to 9 digits.`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        workspace: { type: 'string' },
        url: { type: 'string' },
        breadth: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new AuditError(`${(error as Error).message}\n\n${USAGE}`);
  }
}
