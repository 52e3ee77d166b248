import type { GrowthAnswer, SeriesAnswer } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';

const active = (member_id: string, day: string) => ({
  ...{ type: 'member.active', id: `${member_id} ${day}`, member_id, occurred_at: `${day}T12:00:00Z` },
});

const MONTHS = 'metric=active_members&from=2013-01-01&to=2013-02-28';
const GROWTH = '/v1/growth?from=2013-01-01&to=2013-02-28';

describe('an answer that the client has already', () => {
  let grapevine: GrapevineProcess;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: { GRAPEVINE_SEAL_SECONDS: '1' } });
  }, patience(120_000));
  afterAll(() => grapevine?.remove());

  async function workspace(graceHours: number): Promise<ApiClient> {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, { dimensions: ['platform'] }));
    await api.request('PATCH', '/v1/workspace', { seal_grace_hours: graceHours });
    await api.sendAll([active('ann', '2013-01-05'), active('bob', '2013-02-20'), active('ann', '2013-03-03')]);
    await api.drained();
    return api;
  }

  async function ask(
    api: ApiClient,
    path: string,
    tag?: string,
  ): Promise<{ status: number; tag: string; text: string }> {
    const response = await fetch(api.url + path, {
      headers: { authorization: `Bearer ${api.key}`, ...(tag === undefined ? {} : { 'if-none-match': tag }) },
    });
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    return { status: response.status, tag: response.headers.get('etag') ?? '', text: await response.text() };
  }

  const valuesIn = (text: string) => (JSON.parse(text) as SeriesAnswer).data.map(({ value }) => value);

  it(
    'is not sent again: 304, in every format',
    async () => {
      const api = await workspace(48);
      const tags = new Set<string>();
      const paths = [
        `/v1/series?${MONTHS}`,
        GROWTH,
        '/v1/metrics',
        '/v1/retention',
        '/v1/power-curve',
        '/v1/exclusions',
      ];
      for (const path of [
        ...paths,
        ...['csv', 'ndjson', 'parquet', 'arrow'].map((format) => `${GROWTH}&format=${format}`),
      ]) {
        const { status, tag, text } = await ask(api, path);
        expect([path, status, text.length > 0]).toEqual([path, 200, true]);
        expect([path, await ask(api, path, tag)]).toEqual([path, { status: 304, tag, text: '' }]);
        tags.add(tag);
      }
      expect(tags.size).toBe(paths.length + 4);
    },
    patience(60_000),
  );

  it(
    'is sent with the new number after a late event, an exclusion, and a change of settings',
    async () => {
      const api = await workspace(48);
      const path = `/v1/series?${MONTHS}`;
      let { tag, text } = await ask(api, path);
      const changed = async (values: number[]): Promise<void> => {
        const answer = await ask(api, path, tag);
        expect([answer.status, valuesIn(answer.text)]).toEqual([200, values]);
        expect(await ask(api, path, answer.tag)).toMatchObject({ status: 304 });
        ({ tag, text } = answer);
      };
      expect(valuesIn(text)).toEqual([1, 1]);
      await api.sendAll([active('cleo', '2013-01-06')]);
      await api.drained();
      await changed([2, 1]);
      await api.request('POST', '/v1/exclusions', { member_ids: ['bob'], reason: 'a spammer' });
      await changed([2, 0]);
      const before = (JSON.parse(text) as SeriesAnswer).meta;
      await api.request('PATCH', '/v1/workspace', { activity_types: ['message.sent'], rebuild: true });
      for (let rebuilt = false; !rebuilt; ) {
        const { meta } = await api.get<SeriesAnswer>(path);
        rebuilt = meta.definition_version > before.definition_version;
        if (!rebuilt) await new Promise((resolve) => setTimeout(resolve, 200));
      }
      await changed([0, 0]);
    },
    patience(120_000),
  );

  it(
    'that is sealed stays the same while events come after it, and is another once it is restated',
    async () => {
      const api = await workspace(0);
      const sealed = async (): Promise<void> => {
        for (;;) {
          const { data } = await api.get<GrowthAnswer>(GROWTH);
          if (data.every((row) => row.sealed)) return;
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
      };
      await sealed();
      const { tag } = await ask(api, GROWTH);
      await api.sendAll([active('dora', '2013-04-09')]);
      await api.drained();
      expect(await ask(api, GROWTH, tag)).toEqual({ status: 304, tag, text: '' });
      await api.sendAll([active('dora', '2013-01-09')]);
      await api.drained();
      const answer = await ask(api, GROWTH, tag);
      expect([answer.status, (JSON.parse(answer.text) as GrowthAnswer).data[0]?.active]).toEqual([200, 2]);
      await sealed();
      expect((await ask(api, GROWTH, tag)).status).toBe(200);
    },
    patience(120_000),
  );
});
