import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GrowthAnswer, type SeriesAnswer, Workspace } from '@grapevine/contracts';
import { foldedStandard } from '@grapevine/pipeline';
import type { BenchEngines } from '../ingest/engines.js';
import { Product } from '../ingest/product.js';
import { BenchEngine } from '../query/engine.js';
import { fill, STORED } from './fill.js';
import { firstDay, signups } from './members.js';

/** Of the first start, and so of all. */
const KEY = randomBytes(24).toString('hex');
const BATCH = 1_000;
const SEALING_MS = 600_000;

export const startProduct = (root: string, engines: BenchEngines, settings = {}): Promise<Product> =>
  Product.start(root, { ...engines.environment, GRAPEVINE_BOOTSTRAP_KEY: KEY, ...settings }, []);

interface Filling {
  readonly root: string;
  /** Of the embedded warehouse. */
  readonly folder: string;
  readonly engines: BenchEngines;
  readonly members: number;
  readonly say: (text: string) => unknown;
}

/**
 * Makes a workspace that has had members for a year. They sign up at the product, which so gives them their numbers; what they did since then
 * is filled into its warehouse while it does not run. Then all that is over is sealed, as it would be in a service of that age.
 */
export async function makeWorkspace({ root, folder, engines, members, say }: Filling): Promise<void> {
  const first = firstDay(Date.now());
  say(`signing up ${members} members`);
  const folded = await withProduct(await startProduct(root, engines), (product) => signUp(product, members, first));
  say('filling a year');
  const engine = BenchEngine.open(folder);
  try {
    await fill(engine, first, folded);
    for (const { table, rows, bytes } of await engine.run<{ table: string; rows: number; bytes: number }>(STORED)) {
      say(`  ${table}: ${rows.toLocaleString('en-US')} rows, ${Math.round(bytes / 2 ** 20)} MiB`);
    }
  } finally {
    engine.close();
  }
  say('sealing what is over');
  await withProduct(await startProduct(root, engines, { GRAPEVINE_SEAL_SECONDS: '1' }), sealed);
}

async function withProduct<T>(product: Product, work: (product: Product) => Promise<T>): Promise<T> {
  try {
    return await work(product);
  } finally {
    await product.stop();
  }
}

/** @returns which of the standard dimensions the workspace declares, as bits */
async function signUp(product: Product, members: number, first: string): Promise<number> {
  await product.patch('/v1/workspace', { seal_grace_hours: 0 });
  const events = signups(members, first);
  for (let from = 0; from < members; from += BATCH) await product.post('/v1/events', events.slice(from, from + BATCH));
  await product.settled();
  return foldedStandard(Workspace.parse(await (await product.get('/v1/workspace')).json()).dimensions);
}

/** Resolves when the months and days that are over are sealed; growth comes after everything else. */
async function sealed(product: Product): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const questions = ['/v1/series?metric=active_members&grain=day', '/v1/growth?grain=day', '/v1/growth?grain=month'];
  for (const begun = Date.now(); Date.now() - begun < SEALING_MS; await sleep(1_000)) {
    const open: string[] = [];
    for (const question of questions) {
      const { data } = (await (await product.get(question)).json()) as SeriesAnswer | GrowthAnswer;
      open.push(...data.filter((row) => row.end < today && !row.sealed).map(({ end }) => end));
    }
    if (open.length === 0) return;
  }
  throw new Error('What is over was not sealed within ten minutes.');
}
