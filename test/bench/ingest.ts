import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { runNaiveProcess } from './ingest/naive-process.js';
import { parseOptions, USAGE } from './ingest/options.js';
import { naiveText, profileText } from './ingest/report.js';
import { runProfile } from './ingest/run-profile.js';

// npm run bench:ingest: how much the product takes in, and how long until it shows. See docs/performance.md.
const ROOT = resolve(import.meta.dirname, '../../..');
const NAIVE_SECONDS = 10;

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (!options) return void process.stdout.write(USAGE);
  const say = (text: string): unknown => process.stderr.write(`${text}\n`);
  const profiles = [];
  for (const profile of options.profiles) {
    const result = await runProfile(ROOT, profile, options, say);
    profiles.push(result);
    console.log(profileText(result));
  }
  const naive = options.naive ? await runNaiveProcess(Math.min(options.seconds, NAIVE_SECONDS), say) : undefined;
  if (naive) console.log(naiveText(naive, profiles));
  if (options.json === undefined) return;
  const { version, arch } = process;
  const machine = { node: version, arch, cores: cpus().length, processor: cpus()[0]?.model };
  await writeFile(
    options.json,
    `${JSON.stringify({ at: new Date().toISOString(), machine, options, profiles, naive }, null, 2)}\n`,
  );
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
