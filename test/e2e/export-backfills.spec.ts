import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportBackfill, ExportBackfillList, ExportRun, Problem } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { deliveredIn, isOver, runsOnce, runToEnd, saveExport, startRun } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';

const DAYS = Array.from({ length: 28 }, (_, i) => `2014-02-${String(i + 1).padStart(2, '0')}`);
/** On the first day of the month one event, on the second two, and so on. */
const EVENTS = DAYS.flatMap((day, i) =>
  Array.from({ length: i + 1 }, (_, j) => ({
    ...{ type: 'member.active', id: `${day} ${j}`, member_id: `member ${j}`, occurred_at: `${day}T12:00:00Z` },
  })),
);
const FEBRUARY = { from: '2014-02-01', to: '2014-02-28' };

describe('a backfill', () => {
  let grapevine: GrapevineProcess;
  let api: ApiClient;
  let folder: string;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    api = grapevine.api;
    folder = join(grapevine.dataDir, 'exports', 'default');
    await api.sendAll(EVENTS);
  }, patience(120_000));
  afterAll(() => grapevine?.remove());

  const save = (name: string) =>
    saveExport(
      api,
      { name, question: { of: 'events', parameters: {} }, range: { kind: 'previous', grain: 'day', count: 1 } },
      name,
    );
  const backfill = (exportId: string, body: object) =>
    api.request<ExportBackfill & Problem>('POST', `/v1/exports/${exportId}/backfills`, body);
  const progressOf = async (exportId: string) =>
    (await api.get<ExportBackfillList>(`/v1/exports/${exportId}/backfills`)).data;

  it(
    'sends every period of the range by a run of its own, and says how far it is',
    async () => {
      const { id } = await save('days');
      const { status, body } = await backfill(id, FEBRUARY);
      expect([status, body]).toEqual([
        202,
        {
          ...{ id: expect.any(String), ...FEBRUARY, created_at: expect.any(String) },
          runs: {
            total: 28,
            open: expect.any(Number),
            complete: expect.any(Number),
            skipped: 0,
            cancelled: 0,
            failed: 0,
          },
        },
      ]);
      const runs = await runsOnce(api, id, (all) => all.every(({ state }) => state === 'complete'));
      expect(runs.map(({ period, backfill_id }) => [period?.start, period?.end, backfill_id])).toEqual(
        [...DAYS].reverse().map((day) => [day, day, body.id]),
      );
      const files = await deliveredIn(join(folder, 'days'));
      expect(files.map(({ manifest }) => [manifest.period.start, manifest.rows])).toEqual(
        DAYS.map((day, i) => [day, i + 1]),
      );
      const weeks = await backfill(id, { from: '2014-02-03', to: '2014-02-23', grain: 'week' });
      expect(weeks.body.runs.total).toBe(3);
      await runsOnce(api, id, (all) => all.every(isOver));
      expect(
        (await progressOf(id)).map(({ id: one, runs: { total, complete, open } }) => [one, total, complete, open]),
      ).toEqual([
        [weeks.body.id, 3, 3, 0],
        [body.id, 28, 28, 0],
      ]);
    },
    patience(60_000),
  );

  it(
    'is cancelled, and so is a run; other runs of the export go first and are not touched',
    async () => {
      const { id } = await save('cancelled');
      const inTheWay = join(folder, 'cancelled', 'cancelled_2014-02-01_2014-02-01.csv');
      await mkdir(join(inTheWay, 'something'), { recursive: true });
      const { body } = await backfill(id, FEBRUARY);
      await runsOnce(api, id, (runs) => runs.at(-1)?.state === 'retrying');
      const asked = await startRun(api, id, { start: '2014-02-28', end: '2014-02-28' });
      await runsOnce(api, id, (runs) => runs[0]?.state === 'complete');
      const stopped = await api.request<ExportBackfill>('POST', `/v1/export-backfills/${body.id}/cancel`);
      expect([stopped.status, stopped.body.runs]).toEqual([
        200,
        { total: 28, open: 0, complete: 0, skipped: 0, cancelled: 28, failed: 0 },
      ]);
      const runs = await runsOnce(api, id, (all) => all.every(isOver));
      expect(runs.filter(({ state }) => state === 'complete').map((run) => run.id)).toEqual([asked.id]);
      // What is over stays as it is.
      const { body: over } = await api.request<ExportRun>('POST', `/v1/export-runs/${asked.id}/cancel`);
      expect(over.state).toBe('complete');
      const first = await startRun(api, id, { start: '2014-02-01', end: '2014-02-01' });
      await runsOnce(api, id, ([run]) => run?.state === 'retrying');
      const { body: ended } = await api.request<ExportRun>('POST', `/v1/export-runs/${first.id}/cancel`);
      expect([ended.state, ended.error]).toEqual(['cancelled', expect.stringContaining('cannot be written to')]);
      await rm(inTheWay, { recursive: true });
      // The one after it does not wait for what was cancelled.
      expect((await runToEnd(api, id, { start: '2014-02-01', end: '2014-02-01' })).state).toBe('complete');
      expect((await runsOnce(api, id, () => true)).find((run) => run.id === first.id)?.state).toBe('cancelled');
    },
    patience(60_000),
  );

  it('is refused where its periods cannot be sent', async () => {
    const { id } = await save('refused');
    const month = await saveExport(api, {
      name: 'by month',
      question: { of: 'growth', parameters: { grain: 'month' } },
      range: { kind: 'previous', grain: 'quarter', count: 1 },
    });
    const refused = [
      [id, { ...FEBRUARY, grain: 'week' }, 422, 'from'],
      [id, { from: '2014-02-28', to: '2014-02-01' }, 422, 'from'],
      [id, { from: '2001-01-01', to: '2014-02-01' }, 422, 'from'],
      [month.id, { from: '2014-01-01', to: '2014-03-31', grain: 'day' }, 422, 'grain'],
      [month.id, { from: '2014-01-01', to: '2014-02-28' }, 422, 'from'],
      [id, { from: '2014-02-01', to: '2099-02-01' }, 409, undefined],
    ] as const;
    for (const [exportId, body, status, parameter] of refused) {
      const answer = await backfill(exportId, body);
      expect([body, answer.status, answer.body.errors?.[0]?.parameter]).toEqual([body, status, parameter]);
    }
  });

  it('and runs that wait are not sent once the question asks for periods of another length', async () => {
    const question = { of: 'growth' as const, parameters: { grain: 'month' } };
    const range = { kind: 'previous', grain: 'month', count: 1 } as const;
    const { id } = await saveExport(api, { name: 'length', question, range }, 'length');
    const inTheWay = join(folder, 'length', 'length_2014-02-01_2014-02-28.csv');
    await mkdir(join(inTheWay, 'something'), { recursive: true });
    await startRun(api, id, { start: FEBRUARY.from, end: FEBRUARY.to });
    await runsOnce(api, id, ([run]) => run?.state === 'retrying');
    await api.request('PATCH', `/v1/exports/${id}`, {
      ...{
        question: { of: 'growth', parameters: { grain: 'week' } },
        range: { kind: 'previous', grain: 'week', count: 1 },
      },
    });
    await rm(inTheWay, { recursive: true });
    const [run] = await runsOnce(api, id, (all) => all.every(isOver));
    expect(run).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/first day of a week.*Run the export again/),
    });
    expect(await deliveredIn(join(folder, 'length'))).toEqual([]);
  });
});
