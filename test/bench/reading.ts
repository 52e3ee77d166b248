import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Closers } from './closers.js';
import { startEngines } from './ingest/engines.js';
import { KNOWN_MEMBERS } from './ingest/events.js';
import { LoadGenerator } from './ingest/load-generator.js';
import { PROFILES, type Profile } from './ingest/options.js';
import { EVENTS_PER_SECOND, runPhase } from './reading/phase.js';
import { type Results, resultsText } from './reading/report.js';
import { recordVisits } from './reading/visits.js';
import { makeWorkspace, startProduct } from './reading/workspace.js';

// npm run bench:reading: what the overview's questions take while events come in, and what they do to acknowledgements. See docs/performance.md.
const ROOT = resolve(import.meta.dirname, '../../..');
/** What is measured is code that has run before. */
const WARM_UP_SECONDS = 10;
const USAGE = `npm run bench:reading [-- options]

  --seconds N                  of each phase: reading, ingest, both (default 60; 10 for a first look)
  --members N                  of the workspace (default 100000)
  --pause N                    seconds from the last answer of a page to the next page (default 1; 0 for none)
  --profile embedded|servers   embedded engines (default), or PostgreSQL and Redis started apart
`;

interface Options {
  readonly seconds: number;
  readonly members: number;
  readonly pause: number;
  readonly profile: Profile;
}

const say = (text: string): unknown => process.stderr.write(`${text}\n`);

function optionsOf(args: readonly string[]): Options | undefined {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const options = {
    ...{ seconds: text('60'), members: text('100000'), pause: text('1'), profile: text('embedded') },
    help: { type: 'boolean' },
  } as const;
  const { help, ...values } = parseArgs({ args: [...args], options }).values;
  if (help) return undefined;
  const profile = PROFILES.find((name) => name === values.profile);
  if (!profile) throw new Error('--profile must be embedded or servers.');
  const [seconds, members, pause] = [Number(values.seconds), Number(values.members), Number(values.pause)];
  if (seconds >= 1 && members >= 1_000 && members <= KNOWN_MEMBERS && pause >= 0) {
    return { seconds, members, pause, profile };
  }
  throw new Error(`--seconds must be at least 1, --members between 1000 and ${KNOWN_MEMBERS}, --pause at least 0.`);
}

async function measure({ seconds, members, pause, profile }: Options, closers: Closers): Promise<Results> {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-reading-'));
  closers.add(() => rm(folder, { recursive: true, force: true }));
  const engines = await startEngines(profile, folder);
  closers.add(() => engines.stop());
  await makeWorkspace({ root: ROOT, folder: join(folder, 'data/warehouse'), engines, members, say });
  const product = await startProduct(ROOT, engines);
  closers.add(() => product.stop());
  const load = new LoadGenerator();
  closers.add(() => load.close());
  const bench = { product, engines, load, members };
  const reads = { visits: await recordVisits(product), pauseMs: pause * 1_000 };
  say('warming up');
  await runPhase(bench, { seconds: WARM_UP_SECONDS, reads, run: 0 });
  say('reading only');
  const readingOnly = await runPhase(bench, { seconds, reads });
  say(`ingest only, ${EVENTS_PER_SECOND} events a second`);
  const ingestOnly = await runPhase(bench, { seconds, run: 1 });
  say('both');
  const both = await runPhase(bench, { seconds, reads, run: 2 });
  return { readingOnly, ingestOnly, both };
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (!options) return void process.stdout.write(USAGE);
  const closers = new Closers();
  try {
    console.log(resultsText(await measure(options, closers)));
  } finally {
    await closers.close();
  }
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
