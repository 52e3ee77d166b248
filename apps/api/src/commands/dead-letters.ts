import { parseArgs } from 'node:util';
import { importEnvironment } from '@grapevine/config';
import type { DeadLetterList, Problem, Replay, ReplayResult } from '@grapevine/contracts';

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

async function ask<T>({ url, key }: Target, method: string, path: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(new URL(path, url), init).catch(() => {
    throw new CommandError(`No server answers at ${url}. Start it, or name another with --url.`);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  const detail = (answer as Problem | undefined)?.detail ?? 'without saying why';
  throw new CommandError(`The server answered ${response.status}: ${detail}`);
}

async function list(target: Target): Promise<void> {
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: DeadLetterList = await ask(
      target,
      'GET',
      `/v1/dead-letters?limit=1000${cursor && `&cursor=${cursor}`}`,
    );
    for (const letter of page.data) process.stdout.write(`${JSON.stringify(letter)}\n`);
    cursor = page.next_cursor;
  }
}

async function replay(target: Target, which: Replay): Promise<void> {
  const { replayed } = await ask<ReplayResult>(target, 'POST', '/v1/dead-letters/replay', which);
  process.stdout.write(`${replayed} put back into the queue.\n`);
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
  if (!values.key) throw new CommandError('Give an admin key, by --key KEY or by GRAPEVINE_KEY in the environment.');
  const target = { url: values.url, key: values.key };
  if (action === 'list') return list(target);
  if (values.all === (values.id !== undefined)) throw new CommandError('Say which: --all, or --id ID once or more.');
  return replay(target, values.id ? { ids: values.id } : { all: true });
}

await run(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof CommandError ? 1 : 2;
});
