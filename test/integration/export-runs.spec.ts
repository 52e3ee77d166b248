import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Database,
  type EmbeddedPostgres,
  ExportAlerts,
  ExportRuns,
  openDatabase,
  startEmbeddedPostgres,
} from '@grapevine/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const EXPORT = '00000000-0000-4000-8000-000000000001';
const BACKFILL = '00000000-0000-4000-8000-000000000002';

let folder: string;
let postgres: EmbeddedPostgres;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grapevine-runs-'));
  postgres = await startEmbeddedPostgres({ dataDir: folder, logger: { info: () => undefined, warn: () => undefined } });
  database = await openDatabase(postgres.url);
  await database.query(
    `INSERT INTO workspaces (slug, name, time_zone, activity_types, dimensions) VALUES ('w', 'w', 'UTC', '{member.active}', '{}')`,
  );
  await database.query(
    `INSERT INTO exports (id, workspace_id, file_prefix, scheduled_until, name, question, range, format, compression, incomplete_periods, destination)
     SELECT $1, id, 'p', now(), 'n', '{}', '{}', 'csv', 'none', false, '{}' FROM workspaces WHERE slug = 'w'`,
    [EXPORT],
  );
  await database.query(
    `INSERT INTO export_backfills (id, export_id, start_day, end_day) VALUES ($1, $2, '2026-01-01', '2026-01-31')`,
    [BACKFILL, EXPORT],
  );
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Row {
  readonly name: string;
  readonly state: string;
  /** The first day of its month. */
  readonly month?: string;
  readonly test?: true;
  readonly backfill?: true;
  /** On which day of 2026 it ended; none: it has not. */
  readonly ended?: string;
}

/** In the order in which they go; the name is kept where a run says what it met. */
async function fill(rows: readonly Row[]): Promise<void> {
  for (const { name, state, month, test, backfill, ended } of rows) {
    await database.query(
      `INSERT INTO export_runs (id, export_id, state, error, period_start, period_end, test, backfill_id, finished_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $4::date + 27, $5, $6, $7)`,
      [EXPORT, state, name, month ?? null, test ?? false, backfill ? BACKFILL : null, ended ?? null],
    );
  }
}

describe('runs of long ago', () => {
  it('are forgotten where nothing follows from them any more', async () => {
    await fill([
      { name: 'sent, and again later', state: 'complete', month: '2026-01-01', ended: '2026-02-01' },
      { name: 'the last of January', state: 'complete', month: '2026-01-01', ended: '2026-02-02' },
      { name: 'January looked at, nothing new', state: 'skipped', month: '2026-01-01', ended: '2026-02-03' },
      { name: 'a test of January', state: 'complete', month: '2026-01-01', test: true, ended: '2026-02-04' },
      { name: 'failed', state: 'failed', month: '2026-02-01', ended: '2026-03-01' },
      { name: 'cancelled', state: 'cancelled', month: '2026-02-01', ended: '2026-03-01' },
      { name: 'found nothing', state: 'skipped', ended: '2026-03-01' },
      { name: 'failed in a backfill', state: 'failed', month: '2026-02-01', backfill: true, ended: '2026-03-01' },
      { name: 'still tried', state: 'retrying', month: '2026-02-01' },
      { name: 'failed of late', state: 'failed', month: '2026-02-01', ended: '2026-06-02' },
      { name: 'skipped, then sent of late', state: 'skipped', month: '2026-03-01', ended: '2026-03-01' },
      { name: 'of late', state: 'complete', month: '2026-03-01', ended: '2026-06-02' },
    ]);
    await new ExportRuns(database).prune(new Date('2026-06-01T00:00:00Z'));
    const left: { error: string }[] = await database.query('SELECT error FROM export_runs ORDER BY seq');
    expect(left.map(({ error }) => error)).toEqual([
      'the last of January',
      'January looked at, nothing new',
      'failed in a backfill',
      'still tried',
      'failed of late',
      'of late',
    ]);
  });
});

describe('of runs of backfills that fail', () => {
  const runs = () => new ExportRuns(database);
  const alerts = () => new ExportAlerts(database);
  const failed = async (): Promise<{ id: string; due: boolean }> => {
    const [{ id }] = await database.query(
      `INSERT INTO export_runs (id, export_id, state, backfill_id) VALUES (gen_random_uuid(), $1, 'running', $2) RETURNING id`,
      [EXPORT, BACKFILL],
    );
    return { id, due: await runs().fail(id, 'gone') };
  };
  /** As if all that happened so far had been that much earlier. */
  const later = (minutes: number) =>
    database.query(
      `UPDATE export_runs SET finished_at = finished_at - make_interval(mins => $1), alerted_at = alerted_at - make_interval(mins => $1)`,
      [minutes],
    );

  it('somebody is told again once an hour, however steadily they fail', async () => {
    await database.query(`UPDATE exports SET alert = '{}' WHERE id = $1`, [EXPORT]);
    const first = await failed();
    expect(first.due).toBe(true);
    await later(70);
    // Still to be sent.
    expect((await failed()).due).toBe(false);
    await alerts().sent(first.id, null);
    const due: boolean[] = [];
    for (let minutes = 25; minutes <= 150; minutes += 25) {
      await later(25);
      const next = await failed();
      due.push(next.due);
      if (next.due) await alerts().sent(next.id, null);
    }
    expect(due).toEqual([false, false, true, false, false, true]);
  });

  it('one of which nobody could be told keeps no other one back', async () => {
    await later(70);
    const lost = await failed();
    await alerts().failed(lost.id, 'refused', true);
    expect((await failed()).due).toBe(true);
  });
});
