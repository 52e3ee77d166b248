import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExportRun, SavedExport } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { deliveredIn, isOver, runsOnce, saveExport, sha256, startRun } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { randomFrom } from '../support/random.js';

/** The requirement is proved with 20 or more. */
const KILLS = Number(process.env.GRAPEVINE_TEST_KILLS ?? 3);
const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? Date.now() % 1_000_000);

const DAYS = ['2014-03-29', '2014-03-30', '2014-03-31'];
const EVENTS_A_DAY = 8_000;
const eventsOf = (day: string, prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ type: 'member.active', id: `${prefix} ${i}`, member_id: `member ${i % 500}`, platform: `platform ${i % 7}` },
    occurred_at: Date.parse(`${day}T00:00:00Z`) + ((i * 7_919) % 86_400_000),
  }));

describe('runs of exports', () => {
  const random = randomFrom(SEED);
  let grapevine: GrapevineProcess;
  let api: ApiClient;
  let folder: string;
  let saved: SavedExport[];
  /** Of each day how many distinct events were acknowledged. */
  const sent = new Map(DAYS.map((day) => [day, 0]));

  const send = async (day: string, prefix: string, count: number): Promise<void> => {
    await api.sendAll(eventsOf(day, prefix, count));
    sent.set(day, (sent.get(day) ?? 0) + count);
  };

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    api = grapevine.api;
    for (const day of DAYS) await send(day, day, EVENTS_A_DAY);
    await api.drained();
    folder = join(grapevine.dataDir, 'exports', 'default');
    const common = {
      question: { of: 'events' as const, parameters: {} },
      range: { kind: 'previous' as const, grain: 'day' as const, count: 1 },
    };
    saved = [
      await saveExport(api, { ...common, name: 'As lines', format: 'ndjson', compression: 'gzip' }),
      await saveExport(api, { ...common, name: 'As columns', format: 'parquet' }),
    ];
  }, patience(120_000));
  afterAll(() => grapevine?.remove());

  /** Whatever lies there under its final name is what its manifest says: of one run, and whole. */
  const expectAllWhole = async (): Promise<void> => {
    for (const { name, data, manifest } of await deliveredIn(folder)) {
      expect([name, data.length, sha256(data)]).toEqual([name, manifest.bytes, manifest.sha256]);
    }
  };

  it(
    'leave nothing half done where the process is killed at random moments, and bring every period in the end',
    async () => {
      const asked: ExportRun[] = [];
      let killedInRuns = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        for (const { id } of saved) {
          for (const day of DAYS) asked.push(await startRun(api, id, { start: day, end: day }));
        }
        await delay(random() * 2_500);
        // So that the same period has other bytes in its next run: a mixture of the two would show.
        await send(DAYS[kill % DAYS.length] as string, `late ${kill}`, 500);
        await delay(random() * 500);
        const states = await Promise.all(saved.map(({ id }) => runsOnce(api, id, () => true)));
        if (states.flat().some((run) => !isOver(run))) killedInRuns++;
        await grapevine.kill();
        await expectAllWhole();
        grapevine.spawn();
        await grapevine.ready(patience(30_000));
      }
      process.stderr.write(
        `exports killed (GRAPEVINE_TEST_KILLS=${KILLS} GRAPEVINE_TEST_SEED=${SEED}): ${killedInRuns} in runs\n`,
      );
      expect(killedInRuns).toBeGreaterThan(0);
      for (const { id } of saved) {
        const runs = await runsOnce(api, id, (all) => all.every(isOver), patience(120_000));
        expect(runs.map(({ state, error }) => [state, error])).toEqual(runs.map(() => ['complete', null]));
      }
      expect(asked).toHaveLength(KILLS * saved.length * DAYS.length);
      await expectAllWhole();
      const files = await deliveredIn(folder);
      expect(files.map(({ name }) => name)).toEqual(
        [...saved]
          .reverse()
          .flatMap(({ file_prefix: prefix, format }) =>
            DAYS.map((day) => `${prefix}_${day}_${day}.${format}${format === 'ndjson' ? '.gz' : ''}`),
          ),
      );
    },
    patience(60_000 + KILLS * 30_000),
  );

  it(
    'have every event once they are run again, and leave no draft in the folder',
    async () => {
      for (const { id } of saved) {
        for (const day of DAYS) await startRun(api, id, { start: day, end: day });
        await runsOnce(api, id, (runs) => runs.every(isOver), patience(60_000));
      }
      await expectAllWhole();
      const files = await deliveredIn(folder);
      expect(files.map(({ manifest }) => [manifest.period.start, manifest.rows])).toEqual(
        files.map(({ manifest: { period } }) => [period.start, sent.get(period.start)]),
      );
      expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
    patience(120_000),
  );
});
