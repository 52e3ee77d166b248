import { join } from 'node:path';
import type { Problem, SavedExport } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase } from '../support/embedded-access.js';
import { deliveredIn, runsOnce, saveExport } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';

const DAY_MS = 86_400_000;
const ZONE = 'Asia/Kathmandu';
const dayOf = (instant: number): string => new Date(instant).toLocaleDateString('en-CA', { timeZone: ZONE });

describe('a scheduled export', () => {
  let grapevine: GrapevineProcess;
  let api: ApiClient;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    api = grapevine.api;
    await api.request('PATCH', '/v1/workspace', { time_zone: ZONE });
    await api.sendAll(
      Array.from({ length: 10 }, (_, i) => ({
        ...{ type: 'member.active', id: `event ${i}`, member_id: `member ${i}` },
        occurred_at: Date.now() - i * DAY_MS,
      })),
    );
  }, patience(120_000));
  afterAll(() => grapevine?.remove());

  it(
    'makes up for every run that was due while nothing ran, the oldest first, each of its own day',
    async () => {
      const schedule = { kind: 'daily', time: '00:00' } as const;
      const asked = { name: 'Daily log', question: { of: 'events', parameters: {} }, schedule } as const;
      const log = await saveExport(api, { ...asked, range: { kind: 'previous', grain: 'day', count: 1 } }, 'log');
      const since = await saveExport(
        api,
        { ...asked, range: { kind: 'since_last_run', from: dayOf(Date.now() - 4 * DAY_MS) } },
        'since',
      );
      await grapevine.stop();
      await grapevine.start();
      // As if it had been down since then.
      const downSince = Date.now() - 3 * DAY_MS;
      await queryDatabase(grapevine.dataDir, 'UPDATE exports SET scheduled_until = $1', [new Date(downSince)]);
      await grapevine.kill();
      await grapevine.start();
      const days = [4, 3, 2].map((ago) => dayOf(Date.now() - (ago - 1) * DAY_MS));
      for (const { id } of [log, since]) {
        const runs = await runsOnce(
          api,
          id,
          (all) => all.length === 3 && all.every(({ state }) => state === 'complete'),
        );
        const inOrder = [...runs].reverse();
        expect(inOrder.map(({ due_at: at }) => dayOf(Date.parse(at ?? '')))).toEqual(
          [2, 1, 0].map((ago) => dayOf(Date.now() - ago * DAY_MS)),
        );
        expect(inOrder.map(({ period }) => period?.end)).toEqual(days);
        expect(inOrder.slice(1).map(({ period }) => period?.start)).toEqual(days.slice(1));
        const finished = inOrder.map(({ finished_at: at }) => at ?? '');
        expect(finished).toEqual([...finished].sort());
      }
      const delivered = await deliveredIn(join(grapevine.dataDir, 'exports', 'default', 'log'));
      expect(delivered.map(({ manifest: { period, rows } }) => [period.start, rows])).toEqual(
        days.map((day) => [day, 1]),
      );
    },
    patience(90_000),
  );

  it('says when it is due next, in the time zone of the workspace, and not while it is paused', async () => {
    const asked = {
      name: 'Months',
      question: { of: 'growth', parameters: {} },
      range: { kind: 'previous', grain: 'month', count: 1 },
    } as const;
    const saved = await saveExport(api, { ...asked, schedule: { kind: 'monthly', day: 1, time: '06:30' } });
    const due = new Date(saved.next_due_at ?? '');
    expect(due.toLocaleString('sv-SE', { timeZone: ZONE })).toMatch(/-01 06:30:00$/);
    expect(due.getTime()).toBeGreaterThan(Date.now());
    const change = async (body: object) =>
      (await api.request<SavedExport & Problem>('PATCH', `/v1/exports/${saved.id}`, body)).body;
    expect(await change({ paused: true })).toMatchObject({ paused: true, next_due_at: null });
    expect(await change({ paused: false })).toMatchObject({ next_due_at: saved.next_due_at });
    expect(await change({ schedule: null })).toMatchObject({ schedule: null, next_due_at: null });
    for (const [schedule, parameter] of [
      [{ kind: 'cron', expression: '0 0 6 * * *' }, 'schedule.expression'],
      [{ kind: 'daily', time: '24:00' }, 'schedule.time'],
      [{ kind: 'weekly', weekday: 'someday', time: '06:00' }, 'schedule.weekday'],
    ] as const) {
      expect((await change({ schedule })).errors).toEqual([expect.objectContaining({ parameter })]);
    }
  });
});
