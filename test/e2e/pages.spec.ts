import type { CreatedKey, ExclusionDecision, Problem } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { rebuilt, startRebuild } from '../support/rebuilding.js';

const NOBODYS = '00000000-0000-4000-8000-000000000000';

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly next: string | null;
}

describe('lists that can be long', () => {
  let grapevine: GrapevineProcess;
  const keys: string[] = [];
  const decisions: string[] = [];

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    for (let i = 0; i < 6; i += 1) {
      const key = { name: `key ${i}`, scopes: ['read'] };
      keys.push((await grapevine.api.request<CreatedKey>('POST', '/v1/keys', key)).body.id);
      const change = { member_ids: [`member ${i}`], reason: `reason ${i}` };
      decisions.push((await grapevine.api.request<ExclusionDecision>('POST', '/v1/exclusions', change)).body.id);
    }
  }, 120_000);
  afterAll(() => grapevine?.remove());

  /** @returns the ids of each page */
  async function read(path: string, place: 'after' | 'before', limit: number): Promise<string[][]> {
    const pages: string[][] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: Page = await grapevine.api.get(`${path}?limit=${limit}${next && `&${place}=${next}`}`);
      pages.push(page.data.map(({ id }) => id));
      next = page.next;
    }
    return pages;
  }

  it('are read page by page, each row once, and end with a page that says so', async () => {
    // The first key of all is the one that the process was started with.
    const read1 = await read('/v1/keys', 'after', 2);
    expect(read1.map((page) => page.length)).toEqual([2, 2, 2, 1]);
    expect(read1.flat().slice(1)).toEqual(keys);
    const read2 = await read('/v1/exclusions', 'before', 4);
    expect(read2.map((page) => page.length)).toEqual([4, 2]);
    expect(read2.flat()).toEqual(decisions.toReversed());
  });

  it('are read so where they begin with the last rebuild, too', async () => {
    const { api } = grapevine;
    await api.sendAll([{ type: 'member.active', member_id: 'ann', occurred_at: '2013-12-01T12:00:00Z' }]);
    const rebuilds: string[] = [];
    for (const time_zone of ['Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia']) {
      await startRebuild(api, { time_zone });
      rebuilds.push((await rebuilt(api)).id);
    }
    const pages = await read('/v1/rebuilds', 'before', 2);
    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    expect(pages.flat()).toEqual(rebuilds.toReversed());
  }, 120_000);

  it('have no page after a row that is not there: that is no end', async () => {
    for (const path of [
      '/v1/keys?after=',
      '/v1/dead-letters?after=',
      '/v1/exclusions?before=',
      '/v1/rebuilds?before=',
    ]) {
      const { status, body } = await grapevine.api.request<Problem>('GET', path + NOBODYS);
      expect([path, status, body.errors?.[0]?.message]).toEqual([path, 422, expect.stringContaining('begin again')]);
    }
  });
});
