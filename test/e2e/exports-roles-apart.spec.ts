import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from '../support/embedded-postgres-processes.js';
import { deliveredIn, runsOnce, saveExport, sha256, startRun } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { describeWith } from '../support/requirements.js';
import { ServerEngines } from '../support/server-engines.js';

const EVENTS = Array.from({ length: 3_000 }, (_, i) => ({
  ...{ type: 'member.active', id: `event ${i}`, member_id: `member ${i % 200}` },
  occurred_at: `2014-03-${String(1 + (i % 28)).padStart(2, '0')}T12:00:00Z`,
}));

describeWith(['redis'], 'exports of an API and two workers, with jobs in Redis', () => {
  let engines: ServerEngines;
  let api: GrapevineProcess;
  let workers: GrapevineProcess[];
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'grapevine-exports-'));
    engines = await ServerEngines.start({});
    const environment = { ...engines.environment, GRAPEVINE_EXPORT_ROOT: root };
    api = await GrapevineProcess.start({ role: 'api', environment });
    workers = await Promise.all([0, 1].map(() => GrapevineProcess.prepare({ role: 'worker', environment })));
  }, patience(120_000));
  afterAll(async () => {
    for (const process of [...(workers ?? []), api]) await process?.remove();
    await engines?.remove();
    await rm(root, { recursive: true, force: true });
  }, 60_000);

  it(
    'wait for the events before them, are tried again after a pause, and go one after the other',
    async () => {
      await api.api.sendAll(EVENTS);
      const range = { kind: 'fixed', from: '2014-03-01', to: '2014-03-31' } as const;
      const asked = { name: 'March', question: { of: 'events', parameters: {} }, range } as const;
      const { id } = await saveExport(api.api, { ...asked, format: 'ndjson' });
      const inTheWay = join(root, 'default', 'march_2014-03-01_2014-03-31.ndjson');
      await mkdir(join(inTheWay, 'something'), { recursive: true });
      for (let i = 0; i < 3; i++) await startRun(api.api, id);
      // Nobody has stored an event yet.
      for (const worker of workers) await worker.start();
      await runsOnce(api.api, id, (runs) => runs.at(-1)?.state === 'retrying');
      await rm(inTheWay, { recursive: true });
      const runs = await runsOnce(api.api, id, (all) => all.every(({ state }) => state === 'complete'));
      expect(runs.map(({ manifest }) => manifest?.rows)).toEqual([3_000, 3_000, 3_000]);
      const finished = runs.map(({ finished_at: at }) => at as string);
      expect(finished).toEqual([...finished].sort().reverse());
      const [file, ...others] = await deliveredIn(join(root, 'default'));
      expect([file?.manifest, others]).toEqual([runs[0]?.manifest, []]);
      expect(sha256(file?.data as Buffer)).toBe(runs[0]?.manifest?.sha256);
      expect(new Set(runs.map(({ manifest }) => manifest?.idempotency_key)).size).toBe(1);
    },
    patience(90_000),
  );

  it(
    'make each run that is due once, whichever worker looks, and those that were due while nobody did',
    async () => {
      const schedule = { kind: 'hourly', minute: 0 } as const;
      const range = { kind: 'previous', grain: 'day', count: 1 } as const;
      const asked = {
        name: 'Hourly',
        question: { of: 'growth', parameters: { grain: 'day' } },
        range,
        schedule,
      } as const;
      const { id } = await saveExport(api.api, asked);
      for (const worker of workers) await worker.stop();
      const hourMs = 3_600_000;
      const since = new Date(Math.floor(Date.now() / hourMs) * hourMs - 30 * hourMs + 1);
      await sql(engines.postgres.url, 'UPDATE exports SET scheduled_until = $1 WHERE id = $2', [since, id]);
      await Promise.all(workers.map((worker) => worker.start()));
      const due = Array.from({ length: 30 }, (_, i) => new Date(since.getTime() - 1 + (i + 1) * hourMs).toISOString());
      const runs = await runsOnce(
        api.api,
        id,
        (all) => all.length >= due.length && all.every(({ state }) => state === 'complete'),
      );
      // An hour may have ended meanwhile.
      expect(
        runs
          .map(({ due_at: at }) => at as string)
          .reverse()
          .slice(0, due.length),
      ).toEqual(due);
      expect(runs.length - due.length).toBeLessThanOrEqual(1);
    },
    patience(90_000),
  );
});
