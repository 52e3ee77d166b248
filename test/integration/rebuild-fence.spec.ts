import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Database,
  DayTouches,
  type EmbeddedPostgres,
  Ledger,
  openDatabase,
  Rebuilds,
  StaleRevisionsError,
  startEmbeddedPostgres,
} from '@grapevine/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

/** That of revision-lock.ts. */
const LOCK_CLASS = 7_164_003;

const AFTER = { timeZone: 'Asia/Tokyo', activityTypes: ['message.sent'], dimensions: ['country'] };
const STEP = { from: '2026-01-01', to: '2026-01-02', share: 0, shares: 1, days: 2, events: 10 };

let folder: string;
let postgres: EmbeddedPostgres;
let database: Database;
let ledger: Ledger;
let rebuilds: Rebuilds;
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grapevine-fence-'));
  postgres = await startEmbeddedPostgres({
    dataDir: folder,
    logger: { info: () => undefined, warn: () => undefined },
  });
  database = await openDatabase(postgres.url);
  ledger = new Ledger(database);
  rebuilds = new Rebuilds(database);
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function addWorkspace(): Promise<number> {
  const [{ id }] = await database.query(
    `INSERT INTO workspaces (slug, name, time_zone, activity_types, dimensions) VALUES ($1, 'x', 'UTC', '{member.active}', '{platform}') RETURNING id`,
    [`w${++made}`],
  );
  return id;
}

/** Records a batch that was folded into these revisions, and set one event aside. */
function record(workspaceId: number, revisions: readonly number[], day = '2026-01-01'): Promise<void> {
  const batchId = `batch-${++made}`;
  const entry = { batchId, workspaceId, receivedAt: Date.now(), accepted: 1, rejected: {} };
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  const letter = { id, workspaceId, batchId, reason: 'malformed', detail: 'x', event: 1 };
  const touched = revisions.map((revision) => ({ workspaceId, revision, days: new Set([day]) }));
  return ledger.record([entry], [letter], touched);
}

async function start(workspaceId: number) {
  const outcome = await rebuilds.start(workspaceId, AFTER);
  if (outcome.kind !== 'started') throw new Error('It is busy.');
  return outcome.rebuild;
}

const counts = async (workspaceId: number) => {
  const [row] = await database.query(
    `SELECT (SELECT count(*)::int FROM batches WHERE workspace_id = $1) AS batches,
       (SELECT count(*)::int FROM dead_letters WHERE workspace_id = $1) AS letters,
       (SELECT count(*)::int FROM day_touches WHERE workspace_id = $1) AS days`,
    [workspaceId],
  );
  return row;
};

const later = (minutes: number) =>
  database.query(`UPDATE rebuilds SET finished_at = finished_at - make_interval(mins => $1)`, [minutes]);

describe('the fence of a rebuild', () => {
  it('takes no batch that does not know every revision there is, and nothing of it', async () => {
    const workspace = await addWorkspace();
    const takes = async (...revisions: number[]): Promise<boolean> => {
      const before = await counts(workspace);
      try {
        await record(workspace, revisions);
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(StaleRevisionsError);
        expect(await counts(workspace)).toEqual(before);
        return false;
      }
    };
    expect(await takes(1)).toBe(true);
    const rebuild = await start(workspace);
    expect([await takes(1), await takes(2), await takes(1, 2)]).toEqual([false, false, true]);
    await rebuilds.complete(rebuild, ['2026-01-01']);
    // For a while answers may still come from the old one.
    expect([await takes(1), await takes(2), await takes(1, 2)]).toEqual([false, false, true]);
    await rebuilds.settle();
    expect(await takes(2)).toBe(false);
    await later(1);
    await rebuilds.settle();
    expect([await takes(1), await takes(2), await takes(1, 2)]).toEqual([false, true, true]);
  });

  it('goes back to one revision when a rebuild is given up, and never gives its number again', async () => {
    const workspace = await addWorkspace();
    const first = await start(workspace);
    expect(first.after.revision).toBe(2);
    await rebuilds.fail(first, 'The warehouse refused it.');
    await record(workspace, [1]);
    await later(1);
    const second = await start(workspace);
    expect([second.before.revision, second.after.revision]).toEqual([1, 3]);
    // What ended before it does not end it.
    await rebuilds.fail(first, 'again');
    await rebuilds.complete(first, []);
    await rebuilds.settle();
    await expect(record(workspace, [1])).rejects.toBeInstanceOf(StaleRevisionsError);
    await rebuilds.complete(second, []);
    const [row] = await database.query('SELECT revision, time_zone, definition_version FROM workspaces WHERE id = $1', [
      workspace,
    ]);
    expect(row).toEqual({ revision: 3, time_zone: 'Asia/Tokyo', definition_version: 2 });
    await later(11);
    const left = (await rebuilds.leftovers()).filter(({ workspaceId }) => workspaceId === workspace);
    expect(left.map(({ revision }) => revision).sort()).toEqual([1, 2]);
    for (const leftover of left) await rebuilds.forget(leftover);
    expect((await rebuilds.leftovers()).filter(({ workspaceId }) => workspaceId === workspace)).toEqual([]);
  });

  it('lets one rebuild of a workspace run at a time', async () => {
    const workspace = await addWorkspace();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => rebuilds.start(workspace, AFTER)));
    expect(outcomes.filter(({ kind }) => kind === 'started')).toHaveLength(1);
    const [running] = await rebuilds.running(workspace);
    if (!running) throw new Error('None runs.');
    await rebuilds.setPlan(running.id, [STEP]);
    await rebuilds.setPlan(running.id, []);
    await rebuilds.recordSteps(running.id, 1);
    await rebuilds.recordSteps(running.id, 0);
    expect(await rebuilds.find(running.id)).toMatchObject({ plan: [STEP], stepsDone: 1 });
    await rebuilds.complete(running, []);
    expect((await rebuilds.start(workspace, AFTER)).kind).toBe('busy');
  });

  it('waits: a rebuild for the batches that are being recorded, and they for it', async () => {
    const workspace = await addWorkspace();
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    const someoneWaits = async () => {
      const waiting = `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND NOT granted`;
      while ((await client.query(waiting, [LOCK_CLASS, workspace])).rows[0].n === 0);
    };
    try {
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, workspace]);
      // Others that record need not wait.
      await record(workspace, [1]);
      const starting = start(workspace);
      await someoneWaits();
      // Folded before the start, and recorded behind it in the queue: it has to see the new revision.
      const stale = record(workspace, [1]).catch((error: Error) => error);
      await client.query('COMMIT');
      await starting;
      expect(await stale).toBeInstanceOf(StaleRevisionsError);
    } finally {
      await client.end();
    }
  });

  it('gives the days of the new revision the times at which the old ones were touched', async () => {
    const workspace = await addWorkspace();
    for (const day of ['2026-01-01', '2026-01-02', '2026-02-01']) await record(workspace, [1], day);
    const touchedAt = (day: string, text: string) =>
      database.query('UPDATE day_touches SET touched_at = $3 WHERE workspace_id = $1 AND day = $2', [
        workspace,
        day,
        text,
      ]);
    await touchedAt('2026-01-01', '2026-03-01T00:00:00Z');
    await touchedAt('2026-01-02', '2026-03-02T00:00:00Z');
    await touchedAt('2026-02-01', '2026-03-03T00:00:00Z');
    const rebuild = await start(workspace);
    await record(workspace, [1, 2], '2026-02-02');
    const touches = new DayTouches(database);
    const old = await touches.read(workspace, 1);
    const newest = Math.max(...old.map(({ version }) => version));
    const during = (await touches.read(workspace, 2))[0];
    await rebuilds.complete(rebuild, ['2025-12-31', '2026-01-03', '2026-02-02']);
    const days = await touches.read(workspace, 2);
    expect(days.map(({ day, touchedAt: at }) => [day, new Date(at).toISOString()])).toEqual([
      ['2025-12-31', '2026-03-02T00:00:00.000Z'],
      ['2026-01-03', '2026-03-02T00:00:00.000Z'],
      ['2026-02-02', new Date(during?.touchedAt ?? 0).toISOString()],
    ]);
    for (const { version } of days) expect(version).toBeGreaterThan(newest);
  });
});
