import { join } from 'node:path';
import type { RestatementList, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { deliveredIn, isOver, runsOnce, runToEnd, saveExport } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { randomFrom } from '../support/random.js';

const HOUR_MS = 3_600_000;

describe('corrections of exports', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: { GRAPEVINE_SEAL_SECONDS: '1' } });
  }, patience(120_000));
  afterAll(() => grapevine?.remove());

  const workspaceIn = async (timeZone: string): Promise<{ api: ApiClient; folder: string }> => {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, { timeZone }));
    const { slug } = await api.get<Workspace>('/v1/workspace');
    return { api, folder: join(grapevine.dataDir, 'exports', slug) };
  };

  /** Months in which the clock is set forward, and in which it is set back; in the second zone at midnight, in the third by half an hour. */
  it.each([
    ['Europe/Berlin', '2026-03'],
    ['Europe/Berlin', '2025-10'],
    ['America/Santiago', '2026-04'],
    ['America/Santiago', '2025-09'],
    ['Australia/Lord_Howe', '2026-04'],
    ['Australia/Lord_Howe', '2025-10'],
  ])(
    'the daily logs of %s in %s have every distinct event once in the end, however late it came',
    async (timeZone, month) => {
      const { api, folder } = await workspaceIn(timeZone);
      const random = randomFrom(5);
      const [from, days] = [
        Date.parse(`${month}-01T00:00:00Z`),
        new Date(Number(month.slice(0, 4)), Number(month.slice(5)), 0).getDate(),
      ];
      // An hour or more in every hour of the month in every zone, and of the days around it.
      const eventsOf = (prefix: string, count: number) =>
        Array.from({ length: count }, (_, i) => ({
          ...{ type: 'member.active', id: `${prefix} ${i}`, member_id: `member ${i % 50}` },
          occurred_at: from + Math.floor((-24 + random() * (days + 2) * 24) * HOUR_MS),
        }));
      const dayOf = (at: number): string => new Date(at).toLocaleDateString('en-CA', { timeZone });
      const early = eventsOf('early', 1_500);
      await api.sendAll(early);
      const range = { kind: 'previous', grain: 'day', count: 1 } as const;
      const saved = await saveExport(api, {
        name: 'log',
        question: { of: 'events', parameters: {} },
        range,
        send_corrections: true,
      });
      await api.request('POST', `/v1/exports/${saved.id}/backfills`, { from: `${month}-01`, to: `${month}-${days}` });
      await runsOnce(api, saved.id, (runs) => runs.length === days && runs.every(isOver));
      // On some days only, some of them sent before already.
      const late = [...eventsOf('late', 40), ...early.slice(0, 20)];
      await api.sendAll(late);
      // The run of yesterday, which has nothing to do with that month.
      await runToEnd(api, saved.id);
      const runs = await runsOnce(api, saved.id, (all) => all.every(isOver));
      const distinct = new Map([...early, ...late].map((event) => [event.id, dayOf(event.occurred_at)]));
      const ofMonth = [...distinct.values()].filter((day) => day.startsWith(month));
      const delivered = (await deliveredIn(folder)).filter(({ name }) => name.startsWith(`log_${month}`));
      const rows = new Map(delivered.map(({ manifest: { period, rows } }) => [period.start, rows]));
      expect(delivered).toHaveLength(days);
      for (const [day, count] of rows) expect([day, count]).toEqual([day, ofMonth.filter((one) => one === day).length]);
      expect([...rows.values()].reduce((sum, count) => sum + count, 0)).toBe(ofMonth.length);
      const lateDays = new Set(late.map(({ occurred_at: at }) => dayOf(at)).filter((day) => day.startsWith(month)));
      const corrections = runs.filter(({ correction }) => correction);
      expect(corrections.map(({ period }) => period?.start).sort()).toEqual([...lateDays].sort());
      for (const { manifest, period } of corrections.filter(({ state }) => state === 'complete')) {
        expect(manifest?.restates).toMatchObject({ changed: true, late_days: [period?.start], numbers: [] });
      }
      // Days whose events were all there already are looked at, and not sent again.
      const newDays = new Set(late.slice(0, 40).map(({ occurred_at: at }) => dayOf(at)));
      expect(
        corrections
          .filter(({ state }) => state === 'skipped')
          .map(({ period }) => period?.start)
          .sort(),
      ).toEqual([...lateDays].filter((day) => !newDays.has(day)).sort());
    },
    patience(60_000),
  );

  it(
    'are compared with what was delivered last, not with what was asked for last',
    async () => {
      const { api, folder } = await workspaceIn('UTC');
      const active = (id: string) => ({
        type: 'member.active',
        id,
        member_id: id,
        occurred_at: '2014-05-02T12:00:00Z',
      });
      await api.sendAll([active('first')]);
      const day = { start: '2014-05-02', end: '2014-05-02' };
      const { id } = await saveExport(api, {
        name: 'order',
        question: { of: 'events', parameters: {} },
        range: { kind: 'previous', grain: 'day', count: 1 },
      });
      // A backfill of many days is asked for before a run of the last of them, which goes first.
      await api.request('POST', `/v1/exports/${id}/backfills`, { from: '2014-04-03', to: day.end });
      const asked = await runToEnd(api, id, day);
      await api.sendAll([active('second')]);
      const runs = await runsOnce(api, id, (all) => all.length === 31 && all.every(isOver));
      const backfilled = runs.find((run) => run.backfill_id !== null && run.period?.start === day.start);
      expect([asked.manifest?.rows, backfilled?.manifest?.restates?.run_id]).toEqual([1, asked.id]);
      const last = await runToEnd(api, id, day);
      expect(last.manifest?.restates).toMatchObject({
        ...{ run_id: backfilled?.id, sha256: backfilled?.manifest?.sha256 },
        changed: backfilled?.manifest?.rows !== 2,
      });
      const [file] = (await deliveredIn(folder)).filter(({ name }) => name.startsWith('order_2014-05-02'));
      expect(file?.manifest).toEqual(last.manifest);
    },
    patience(60_000),
  );

  it(
    'say which final numbers were restated, and send the period again only where that is chosen',
    async () => {
      const { api, folder } = await workspaceIn('Asia/Kathmandu');
      await api.request('PATCH', '/v1/workspace', { seal_grace_hours: 0 });
      const active = (id: string, at: string) => ({ type: 'member.active', id, member_id: id, occurred_at: at });
      await api.sendAll([active('a', '2014-02-03T12:00:00Z'), active('b', '2014-03-03T12:00:00Z')]);
      const sealed = async () => {
        for (;;) {
          const { data } = await api.series({
            metric: 'active_members',
            grain: 'month',
            from: '2014-02-01',
            to: '2014-03-31',
          });
          if (data.every((point) => point.sealed)) return;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      };
      await sealed();
      const asked = {
        question: { of: 'growth', parameters: { grain: 'month' } },
        range: { kind: 'fixed', from: '2014-03-01', to: '2014-03-31' },
      } as const;
      const chosen = await saveExport(api, { ...asked, name: 'chosen', send_corrections: true });
      const plain = await saveExport(api, { ...asked, name: 'plain' });
      const february = { start: '2014-02-01', end: '2014-02-28' };
      for (const { id } of [chosen, plain]) expect((await runToEnd(api, id, february)).manifest?.restates).toBeNull();
      await api.sendAll([active('c', '2014-02-04T12:00:00Z')]);
      const restated = async () =>
        (await api.get<RestatementList>('/v1/restatements?metric=active_members&grain=month')).data.length > 0;
      while (!(await restated())) await new Promise((resolve) => setTimeout(resolve, 100));
      for (const { id } of [chosen, plain]) await runToEnd(api, id);
      const [runs, others] = await Promise.all(
        [chosen, plain].map(({ id }) => runsOnce(api, id, (all) => all.every(isOver))),
      );
      expect(others?.map(({ correction }) => correction)).toEqual([false, false]);
      const [correction] = runs?.filter((run) => run.correction) ?? [];
      expect(correction?.period).toEqual(february);
      expect(correction?.manifest?.restates).toMatchObject({
        ...{ changed: true, late_days: ['2014-02-04'] },
        numbers: expect.arrayContaining([
          expect.objectContaining({ metric: 'active_members', grain: 'month', period: '2014-02', from: 1, to: 2 }),
        ]),
      });
      const files = await deliveredIn(folder);
      const rowsOf = (prefix: string) => String(files.find(({ name }) => name.startsWith(`${prefix}_2014-02`))?.data);
      expect(rowsOf('chosen')).toMatch(/^2014-02,2014-02-01,2014-02-28,2,/m);
      expect(rowsOf('plain')).toMatch(/^2014-02,2014-02-01,2014-02-28,1,/m);
      // Whoever sends it again without having chosen so is told as well.
      const again = await runToEnd(api, plain.id, february);
      expect(again.manifest?.restates).toMatchObject({ changed: true, late_days: ['2014-02-04'] });
      expect(again.manifest?.restates?.numbers.map(({ metric }) => metric)).toContain('active_members');
    },
    patience(60_000),
  );
});
