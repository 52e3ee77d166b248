import { parseArgs } from 'node:util';
import { AuditError } from './audit-error.js';

export interface AuditOptions {
  /** Slug or number; undefined: that of the key in the environment. */
  readonly workspace: string | undefined;
  readonly url: string | undefined;
  readonly json: boolean;
}

export const USAGE = `npm run audit -- --workspace W [--url URL] [--json]

  Recomputes every number of a workspace from its event log, by other means than the server's, and compares it with what the
  server answers. Says how many numbers it compared, and every difference.

  --workspace W  the workspace's slug or number, for example default. Needed where GRAPEVINE_KEY is not set: the audit then makes a key of
                 its own in the registry that DATA_DIR or DATABASE_URL names, and removes it again
  --url URL      the running server; default http://HOST:PORT of the configuration
  --json         the result as one JSON object

  GRAPEVINE_KEY in the environment: a key with the scope read, where the registry is out of reach

  exit code 0: no difference; 1: differences; 2: the audit could not be done
`;

/** @returns undefined where help is asked for; @throws AuditError */
export function parseOptions(args: readonly string[], key: string | undefined): AuditOptions | undefined {
  const values = parsed(args);
  if (values.help) return undefined;
  const { workspace, url, json = false } = values;
  if (!workspace && key === undefined) throw new AuditError(`Say which workspace: --workspace W.\n\n${USAGE}`);
  if (url !== undefined && (!/^https?:/.test(url) || !URL.canParse(url))) {
    throw new AuditError(`--url ${url} is not the address of a server. Write for example http://127.0.0.1:4000.`);
  }
  return { workspace: workspace || undefined, url, json };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        workspace: { type: 'string' },
        url: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new AuditError(`${(error as Error).message}\n\n${USAGE}`);
  }
}
