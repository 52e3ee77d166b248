import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SeriesAnswer } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Closers } from '../bench/closers.js';
import { startEngines } from '../bench/ingest/engines.js';
import { knownMemberId } from '../bench/ingest/events.js';
import type { Product } from '../bench/ingest/product.js';
import { Reader } from '../bench/reading/reader.js';
import { makeWorkspace, startProduct } from '../bench/reading/workspace.js';
import { patience } from '../support/patience.js';

const ROOT = resolve(import.meta.dirname, '../..');
const MEMBERS = 2_000;
const DAYS = '/v1/series?metric=active_members&grain=day';

describe('the bench of reading', () => {
  const closers = new Closers();
  let product: Product;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'grapevine-bench-reading-'));
    closers.add(() => rm(folder, { recursive: true, force: true }));
    const engines = await startEngines('embedded', folder);
    const warehouse = join(folder, 'data/warehouse');
    await makeWorkspace({ root: ROOT, folder: warehouse, engines, members: MEMBERS, say: () => {} });
    product = await startProduct(ROOT, engines);
    closers.add(() => product.stop());
  }, patience(120_000));
  afterAll(() => closers.close());

  const points = async (path: string): Promise<SeriesAnswer['data']> =>
    ((await (await product.get(path)).json()) as SeriesAnswer).data;
  const sum = (data: SeriesAnswer['data']): number => data.reduce((all, { value }) => all + (value ?? 0), 0);

  it('has members who signed up over a year, and two of five of them on its last day', async () => {
    expect(sum(await points('/v1/series?metric=signups&grain=month'))).toBe(MEMBERS);
    const days = await points(DAYS);
    expect(days.every(({ sealed }) => sealed)).toBe(true);
    expect(Math.abs((days.at(-1)?.value ?? 0) / MEMBERS - 0.4)).toBeLessThan(0.05);
    const platforms = await points('/v1/series?metric=active_members&grain=month&by=platform');
    expect(new Set(platforms.map(({ segment }) => segment))).toEqual(
      new Set(['android', 'ios', 's40', 'web', 'windows']),
    );
  });

  it('sends events of the members who are there', async () => {
    const events = Array.from({ length: MEMBERS }, (_, i) => ({ type: 'member.active', member_id: knownMemberId(i) }));
    const occurred_at = Date.now();
    await product.post(
      '/v1/events',
      events.map((event, i) => ({ ...event, id: `again-${i}`, occurred_at })),
    );
    await product.settled();
    const today = new Date(occurred_at).toISOString().slice(0, 10);
    expect(sum(await points(`${DAYS}&from=${today}&to=${today}`))).toBe(MEMBERS);
    // Numbers of their own would make them as many again.
    expect(sum(await points(`/v1/series?metric=active_members&grain=year&from=${today}&to=${today}`))).toBe(MEMBERS);
  });

  it('times every answer of every page', async () => {
    const steps = [['/v1/status', DAYS], ['/v1/workspace']];
    const { answers, pages } = await new Reader(product, [{ name: 'one', steps }], 0).stop();
    expect([...answers.keys()].sort()).toEqual(steps.flat().sort());
    expect([...answers.values()].map((times) => times.length)).toEqual([1, 1, 1]);
    expect(pages.get('one')).toHaveLength(1);
  });
});
