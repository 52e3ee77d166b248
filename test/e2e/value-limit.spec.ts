import type { DataHealth, DeliveryAnswer, GrowthAnswer, Problem, SeriesAnswer, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { resultOf } from '../support/auditing.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { expectAgreement } from '../support/growth-agreement.js';
import { type NaiveLife, naiveFigures, naiveLives } from '../support/naive-delivery.js';
import type { WireEvent } from '../support/naive-log.js';
import { patience } from '../support/patience.js';
import { shuffled } from '../support/random.js';
import { LOG_DIMENSIONS, randomLog } from '../support/random-log.js';
import { rebuilt, startRebuild } from '../support/rebuilding.js';

/** Dimensions with more values than are kept, as a client meets them. Orders and batches, and rebuilds between them: any-order.spec.ts. */
const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? Date.now() % 1_000_000);
const KEPT = 4;
const TIMEOUT_MS = patience(180_000);

const day = (of: string, more: WireEvent): WireEvent => ({
  ...{ type: 'member.active', occurred_at: `2013-12-${of}T12:00:00Z` },
  ...more,
});

/** Sums of another order may differ in their last bits. */
const micros = (seconds: number | null | undefined): number | null =>
  typeof seconds === 'number' ? Math.round(seconds * 1e6) : null;

describe('more values of a dimension than are kept', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    process.stderr.write(`value limit: GRAPEVINE_TEST_SEED=${SEED}\n`);
    const environment = { GRAPEVINE_SEAL_SECONDS: '1', GRAPEVINE_DIMENSION_VALUES: String(KEPT) };
    grapevine = await GrapevineProcess.start({ environment });
  }, 180_000);

  afterAll(() => grapevine?.remove());

  const workspace = async (dimensions: readonly string[] = LOG_DIMENSIONS): Promise<ApiClient> => {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, { dimensions }));
    await api.request('PATCH', '/v1/workspace', { seal_grace_hours: 0 });
    return api;
  };
  const send = async (api: ApiClient, events: readonly WireEvent[]): Promise<void> => {
    await api.sendAll(events, 150, 2);
    await api.drained();
  };

  it(
    'gives the numbers of the naive side of every metric, with all that are not kept as one',
    async () => {
      const timeZone = 'UTC';
      const made = { timeZone, from: '2015-06-10', until: '2016-03-20', emptyMonths: ['2015-10'], events: 1_000 };
      const { events, late } = randomLog({ seed: SEED, ...made });
      const api = await workspace();
      await send(api, events);
      await send(api, late);
      const activityTypes = ['member.active', 'message.sent', 'message.read'];
      const settings = { timeZone, activityTypes, keptValues: KEPT };
      const drawing = { seed: SEED, variants: 0.4, dimensions: LOG_DIMENSIONS };
      expect(await expectAgreement(api, [...events, ...late], settings, drawing)).toBeGreaterThan(100);
      const { dimension_values: told } = await api.get<DataHealth>('/v1/data-health');
      const versions = Array.from({ length: 14 }, (_, i) => `2.${i}`).sort();
      expect(told.limit).toBe(KEPT);
      expect(told.over_limit).toContainEqual({
        ...{ dimension: 'app_version', values: 14, kept: KEPT, last_kept: versions[KEPT - 1] },
      });
    },
    TIMEOUT_MS,
  );

  it(
    'is audited with them: breakdowns that fold what is not kept',
    async () => {
      const made = { timeZone: 'UTC', from: '2015-06-10', until: '2015-12-20', emptyMonths: [], events: 400 };
      const { events, late } = randomLog({ seed: SEED + 1, ...made });
      const api = await workspace(['app_version']);
      await send(api, [...events, ...late]);
      const body = { segments: [{ dimension: 'app_version', value: '2.9' }], reason: 'not kept by name' };
      expect((await api.request('POST', '/v1/exclusions', body)).status).toBe(200);
      const { id } = await api.get<Workspace>('/v1/workspace');
      const { dimension_values: told } = await api.get<DataHealth>('/v1/data-health');
      expect(told.over_limit.map(({ dimension }) => dimension)).toContain('app_version');
      const { code, differences, numbers } = await resultOf(grapevine, id);
      expect({ code, differences }).toEqual({ code: 0, differences: [] });
      expect(numbers).toBeGreaterThan(1_000);
    },
    TIMEOUT_MS,
  );

  /** Ann and Bob are there with the last and the first name; the four in between come later, and push the last one out. */
  const pushedOut = async (): Promise<ApiClient> => {
    const api = await workspace();
    await send(api, [
      day('01', { member_id: 'ann', platform: 'z-last' }),
      day('02', { member_id: 'bob', platform: 'a-first' }),
      day('02', { member_id: 'kim', platform: 'z-last' }),
    ]);
    const body = { member_ids: [], segments: [{ dimension: 'platform', value: 'z-last' }], reason: 'a test' };
    expect((await api.request('POST', '/v1/exclusions', body)).status).toBe(200);
    await send(
      api,
      ['b', 'c', 'd', 'e'].map((platform) => day('03', { member_id: `of ${platform}`, platform })),
    );
    await send(api, [day('04', { member_id: 'eve', platform: 'z-last' }), day('04', { member_id: 'bob' })]);
    return api;
  };

  it(
    'refuses to name a value that is not kept, and says what there is',
    async () => {
      const api = await pushedOut();
      const asked = ['series?metric=signups&', 'growth?', 'retention?', 'power-curve?', 'delivery?'];
      const filters = asked.map((path) => `${path}filter=platform:a-first,z-last`);
      for (const path of [
        ...filters,
        'growth?filter=member.platform:z-last',
        'series?metric=delivery_rate&filter=platform:z-last',
      ]) {
        const { status, body } = await api.request<Problem>('GET', `/v1/${path}`);
        expect({ path, status }).toEqual({ path, status: 422 });
        expect(body.errors?.map(({ parameter }) => parameter)).toEqual(['filter']);
        expect(body.detail).toContain(
          'platform has more than 4 values, of which the first 4 by name are kept, up to "d": "z-last" is counted in "(other)"',
        );
      }
      // Of the dimension's other values, and of dimensions that have few, nothing is refused, seen or not.
      for (const filter of ['platform:a-first', 'platform:bb', 'platform:unknown', 'country:ZZ']) {
        expect([filter, (await api.request('GET', `/v1/growth?filter=${filter}`)).status]).toEqual([filter, 200]);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'goes on excluding whoever was active with a value that was kept then',
    async () => {
      const api = await pushedOut();
      const growth = await api.get<GrowthAnswer>('/v1/growth?grain=month&by=platform');
      // Ann and Kim are out, and Eve, who came with that value when it had no set any more.
      expect(growth.data.map(({ segment, active }) => [segment, active])).toEqual([
        ...['a-first', 'b', 'c', 'd', 'unknown'].map((name) => [name, 1]),
        ['(other)', 1],
      ]);
      expect(growth.meta.identity_holds).toBe(true);
      const body = { member_ids: [], segments: [{ dimension: 'platform', value: 'z-last' }], reason: 'a test' };
      expect((await api.request('DELETE', '/v1/exclusions', body)).status).toBe(200);
      const other = (await api.get<SeriesAnswer>('/v1/series?metric=active_members&grain=day&by=platform')).data;
      expect(other.filter(({ segment }) => segment === '(other)').map(({ value }) => value)).toEqual([1, 1, 1, 1]);
    },
    TIMEOUT_MS,
  );

  it(
    'excludes whoever was active with a value, whether it was ever kept or not, and whenever that is decided',
    async () => {
      const api = await pushedOut();
      const body = { member_ids: [], segments: [{ dimension: 'platform', value: 'e' }], reason: 'a test' };
      const active = async () => (await api.get<GrowthAnswer>('/v1/growth?grain=month')).data.map((row) => row.active);
      // Of ann, bob, kim, eve and four others, three came with the value that is excluded already.
      expect(await active()).toEqual([5]);
      expect((await api.request('POST', '/v1/exclusions', body)).status).toBe(200);
      expect(await active()).toEqual([4]);
      expect((await api.request('DELETE', '/v1/exclusions', body)).status).toBe(200);
      expect(await active()).toEqual([5]);
    },
    TIMEOUT_MS,
  );

  it(
    'keeps the same values after a rebuild, and goes on from them',
    async () => {
      const api = await workspace();
      const active = async () => {
        const asked = '/v1/series?metric=active_members&grain=month&by=platform&limit=100';
        const { data } = await api.get<SeriesAnswer>(asked);
        return Object.fromEntries(data.map(({ segment, value }) => [segment, value]));
      };
      const one = (platform: string): WireEvent => day('01', { member_id: `of ${platform}`, platform });
      await send(api, [...'abcdef'].map(one));
      const kept = { a: 1, b: 1, c: 1, d: 1 };
      expect(await active()).toEqual({ ...kept, '(other)': 2 });
      await startRebuild(api, { time_zone: 'Europe/Berlin' });
      expect((await rebuilt(api)).state).toBe('done');
      expect(await active()).toEqual({ ...kept, '(other)': 2 });
      expect((await api.request('GET', '/v1/growth?filter=platform:f')).status).toBe(422);
      await send(api, [...'ghijk'].map(one));
      expect(await active()).toEqual({ ...kept, '(other)': 7 });
    },
    TIMEOUT_MS,
  );

  it(
    'tells what became of messages by kept values, whatever names sealed figures have',
    async () => {
      const message = (i: number, channel: string, of: number): WireEvent[] => {
        const at = (seconds: number): string => new Date(Date.UTC(2013, 11, of, 10, 0, seconds)).toISOString();
        const own = { message_id: `m${i}`, channel, platform: `p${i % 9}` };
        const sent = { ...own, type: 'message.sent', member_id: `of ${channel}`, occurred_at: at(0) };
        return i % 3 === 0 ? [sent] : [sent, { ...own, type: 'message.delivered', occurred_at: at(1 + (i % 7)) }];
      };
      const [old, fresh] = [
        ['chat', 'push', 'sms', 'whatsapp'],
        ['apns', 'email', 'fcm'],
      ];
      const first = Array.from({ length: 40 }, (_, i) => message(i, old[i % 4] as string, 1 + (i % 3))).flat();
      const second = Array.from({ length: 30 }, (_, i) => message(100 + i, fresh[i % 3] as string, 20)).flat();
      const api = await workspace();
      await send(api, shuffled(first, SEED));
      await send(api, [day('19', { member_id: 'ann' })]);
      const asked = '/v1/delivery?grain=day&from=2013-12-01&to=2013-12-20&by=';
      const rows = async (by: string) => (await api.get<DeliveryAnswer>(`${asked}${by}&limit=100`)).data;
      for (
        let tries = 0;
        !(await rows('channel')).some(({ segment, sealed }) => segment === 'sms' && sealed);
        tries++
      ) {
        if (tries === 600) throw new Error('Nothing is sealed.');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      await send(api, shuffled(second, SEED));
      const lives = naiveLives([...first, ...second], { timeZone: 'UTC' });
      const label = (by: string, life: NaiveLife): string => {
        const name = life.facts[by] as string;
        const kept = by === 'channel' ? ['apns', 'chat', 'email', 'fcm'] : ['p0', 'p1', 'p2', 'p3'];
        return kept.includes(name) ? name : '(other)';
      };
      for (const by of ['channel', 'platform']) {
        const groups = new Map<string, NaiveLife[]>();
        for (const life of lives) {
          const key = `${life.day} ${label(by, life)}`;
          groups.set(key, [...(groups.get(key) ?? []), life]);
        }
        const naive = [...groups].map(
          ([name, group]) =>
            [
              name,
              naiveFigures(
                group,
                () => true,
                () => true,
              ),
            ] as const,
        );
        const found = (await rows(by)).filter(({ sent }) => sent !== 0);
        expect(new Set(found.map(({ period, segment }) => `${period} ${segment}`))).toEqual(new Set(groups.keys()));
        for (const [name, { sent, delivered, latency }] of naive) {
          const row = found.find(({ period, segment }) => `${period} ${segment}` === name);
          expect({ name, ...row }).toMatchObject({ name, sent, delivered });
          expect(micros(row?.latency.sent_to_delivered.p50)).toBe(micros(latency.sent_to_delivered.p50));
        }
      }
      // The days before have channels that are shown by no name: they are one line, as the days themselves have them.
      const compared = await api.get<SeriesAnswer>(
        '/v1/series?metric=messages_sent&grain=day&from=2013-12-02&to=2013-12-04&by=channel&limit=2&compare=previous_period',
      );
      const sentOn = (of: number, name: string): number =>
        lives.filter((life) => life.day === `2013-12-0${of}` && (name === 'chat') === (life.facts.channel === 'chat'))
          .length;
      expect(compared.data.map(({ segment, value, compare }) => [segment, value, compare?.value])).toEqual(
        ['chat', '(other)'].flatMap((name) => [2, 3, 4].map((of) => [name, sentOn(of, name), sentOn(of - 1, name)])),
      );
    },
    TIMEOUT_MS,
  );
});
