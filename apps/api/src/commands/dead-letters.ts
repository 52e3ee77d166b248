import { parseArgs } from 'node:util';
import { importEnvironment } from '@grapevine/config';
import { DeadLetterList, Problem, type Replay, ReplayResult } from '@grapevine/contracts';
import type { z } from 'zod';

const HELP = `npm run dead-letters -- list | replay (--all | --id ID ...) [--key KEY] [--url URL]

  list          acknowledged events that could not be stored, one JSON object a line
  replay        puts them back into the queue; what fails again becomes a new dead letter
  --key KEY     an admin key; or GRAPEVINE_KEY in the environment, where ps does not show it
  --url URL     default http://127.0.0.1:4000
`;

/** A fault of the caller or the server, told in a sentence. */
class CommandError extends Error {}

interface Target {
  readonly url: string;
  readonly key: string;
}

async function ask<S extends z.ZodType>(
  { url, key }: Target,
  schema: S,
  method: string,
  path: string,
  body?: unknown,
): Promise<z.infer<S>> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(new URL(path, url.endsWith('/') ? url : `${url}/`), init).catch(() => {
    throw new CommandError(`No server answers at ${url}. Start it, or name another with --url.`);
  });
  const text = await response.text();
  const answer = schema.safeParse(jsonOf(text));
  if (response.ok && answer.success) return answer.data;
  const problem = Problem.safeParse(jsonOf(text));
  if (problem.success) throw new CommandError(`The server answered ${response.status}: ${problem.data.detail}`);
  throw new CommandError(`${url} answered ${response.status}, not as a Grapevine server does. Check --url.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function list(target: Target): Promise<void> {
  let next: string | null = '';
  while (next !== null) {
    const path = `v1/dead-letters?limit=1000${next && `&after=${next}`}`;
    const page: DeadLetterList = await ask(target, DeadLetterList, 'GET', path);
    for (const letter of page.data) process.stdout.write(`${JSON.stringify(letter)}\n`);
    next = page.next;
  }
}

async function replay(target: Target, which: Replay): Promise<void> {
  const { replayed } = await ask(target, ReplayResult, 'POST', 'v1/dead-letters/replay', which);
  process.stdout.write(`${replayed} put back into the queue.\n`);
}

/** @throws CommandError for what no header or address could carry */
function targetOf(url: string, key: string | undefined): Target {
  if (!key) throw new CommandError('Give an admin key, by --key KEY or by GRAPEVINE_KEY in the environment.');
  if (!/^[!-~]+$/.test(key)) {
    throw new CommandError('The key holds spaces or characters that no key has. Copy it again.');
  }
  if (!/^https?:/.test(url) || !URL.canParse(url)) {
    throw new CommandError(`--url ${url} is not the address of a server. Write for example http://127.0.0.1:4000.`);
  }
  return { url, key };
}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string', default: importEnvironment().key },
      url: { type: 'string', default: 'http://127.0.0.1:4000' },
      id: { type: 'string', multiple: true },
      all: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const [action] = positionals;
  if (positionals.length !== 1 || (action !== 'list' && action !== 'replay'))
    throw new CommandError(`Say what to do.\n\n${HELP}`);
  const target = targetOf(values.url, values.key);
  if (action === 'list') return list(target);
  if (values.all === (values.id !== undefined)) throw new CommandError('Say which: --all, or --id ID once or more.');
  return replay(target, values.id ? { ids: values.id } : { all: true });
}

await run(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof CommandError ? 1 : 2;
});
