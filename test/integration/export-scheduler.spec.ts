import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportRange, ExportSchedule } from '@grapevine/contracts';
import {
  type Database,
  type EmbeddedPostgres,
  ExportSchedules,
  type ExportSettings,
  Exports,
  openDatabase,
  startEmbeddedPostgres,
  type WorkspaceEntity,
} from '@grapevine/database';
import { createLogger } from '@grapevine/observability';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExportScheduler } from '../../apps/api/src/exports/export-scheduler.js';
import { randomFrom } from '../support/random.js';

const ZONE = 'Europe/Berlin';
const HOUR_MS = 3_600_000;

let folder: string;
let postgres: EmbeddedPostgres;
let database: Database;
let exports: Exports;
let workspaceId: number;
let clock = Date.parse('2026-02-27T12:00:00Z');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grapevine-scheduler-'));
  const logger = { info: () => undefined, warn: () => undefined };
  postgres = await startEmbeddedPostgres({ dataDir: folder, logger });
  database = await openDatabase(postgres.url);
  exports = new Exports(database);
  const [{ id }] = await database.query(
    `INSERT INTO workspaces (slug, name, time_zone, activity_types, dimensions)
     VALUES ('w', 'w', $1, '{member.active}', '{platform}') RETURNING id`,
    [ZONE],
  );
  workspaceId = id;
}, 60_000);
afterAll(async () => {
  await database?.destroy();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const scheduler = () =>
  new ExportScheduler(
    new ExportSchedules(database),
    { get: async () => ({ timeZone: ZONE }) as WorkspaceEntity },
    () => clock,
    createLogger('silent'),
  );

async function save(name: string, schedule: ExportSchedule | null, range: ExportRange): Promise<string> {
  const settings = {
    ...{
      name,
      schedule,
      range,
      paused: false,
      sendCorrections: false,
      question: { of: 'events' as const, parameters: {} },
    },
    ...{ format: 'csv' as const, compression: 'none' as const, incompletePeriods: false },
    ...{ destination: { kind: 'folder' as const, path: '' }, alert: null },
  };
  const saved = await exports.add(workspaceId, name, settings, new Date(clock));
  return saved?.id ?? '';
}

const change = async (id: string, to: Partial<ExportSettings>): Promise<void> => {
  await exports.change(workspaceId, id, to, new Date(clock));
};

/** In the order in which they go. */
const runsOf = async (id: string): Promise<{ due: string; start: string | null; end: string | null }[]> => {
  const rows: { due_at: Date; start: string | null; end: string | null }[] = await database.query(
    `SELECT due_at, period_start::text AS start, period_end::text AS "end" FROM export_runs WHERE export_id = $1 ORDER BY seq`,
    [id],
  );
  return rows.map(({ due_at: due, start, end }) => ({ due: due.toISOString(), start, end }));
};

describe('the runs of schedules', () => {
  it('are made once each and in order, by whoever looks and whenever, stops and days of changed clocks included', async () => {
    const random = randomFrom(11);
    const daily = await save('daily', { kind: 'daily', time: '02:30' }, { kind: 'previous', grain: 'day', count: 1 });
    const monthly = await save(
      'monthly',
      { kind: 'monthly', day: 1, time: '06:00' },
      { kind: 'previous', grain: 'month', count: 1 },
    );
    const hourly = await save('hourly', { kind: 'hourly', minute: 5 }, { kind: 'since_last_run', from: '2026-02-01' });
    const never = await save('never', null, { kind: 'previous', grain: 'day', count: 1 });
    const until = Date.parse('2026-11-02T12:00:00Z');
    while (clock < until) {
      // Mostly hours, sometimes a stop of weeks.
      clock = Math.min(until, clock + HOUR_MS * (random() < 0.1 ? 24 * 30 * random() : 24 * random()));
      await Promise.all([scheduler().makeDue(), scheduler().makeDue(), scheduler().makeDue()]);
    }
    for (let i = 0; i < 5; i++) await scheduler().makeDue();
    // By counting days; on 29 March there is no half past two.
    const days: { due: string; start: string; end: string }[] = [];
    for (let day = Date.UTC(2026, 1, 28); day <= Date.UTC(2026, 10, 2); day += 24 * HOUR_MS) {
      const date = new Date(day).toISOString().slice(0, 10);
      const before = new Date(day - 24 * HOUR_MS).toISOString().slice(0, 10);
      const isSummer = date > '2026-03-29' && date <= '2026-10-25';
      const time = date === '2026-03-29' ? '01:00' : isSummer ? '00:30' : '01:30';
      days.push({ due: `${date}T${time}:00.000Z`, start: before, end: before });
    }
    expect(await runsOf(daily)).toEqual(days);
    const months = await runsOf(monthly);
    expect(months.map(({ due, start, end }) => [due, start, end])).toEqual([
      ['2026-03-01T05:00:00.000Z', '2026-02-01', '2026-02-28'],
      ...['04', '05', '06', '07', '08', '09', '10'].map((month) => {
        const first = Date.parse(`2026-${month}-01T00:00:00Z`);
        const last = new Date(first - 24 * HOUR_MS).toISOString().slice(0, 10);
        return [`2026-${month}-01T04:00:00.000Z`, `${last.slice(0, 7)}-01`, last];
      }),
      ['2026-11-01T05:00:00.000Z', '2026-10-01', '2026-10-31'],
    ]);
    const hours = (until - Date.parse('2026-02-27T12:00:00Z')) / HOUR_MS;
    const everyHour = await runsOf(hourly);
    expect(everyHour).toEqual(
      Array.from({ length: hours }, (_, i) => ({
        due: new Date(Date.parse('2026-02-27T12:05:00Z') + i * HOUR_MS).toISOString(),
        ...{ start: null, end: null },
      })),
    );
    expect(await runsOf(never)).toEqual([]);
  }, 120_000);

  it('are made of every other export where one cannot be scheduled', async () => {
    const range = { kind: 'previous', grain: 'day', count: 1 } as const;
    const broken = await save('broken', { kind: 'cron', expression: '0 5 * * *' }, range);
    const sound = await save('sound', { kind: 'daily', time: '05:00' }, range);
    // What no version writes, but one of them may have written.
    await database.query(`UPDATE exports SET schedule = '{"kind": "cron", "expression": "no"}' WHERE id = $1`, [
      broken,
    ]);
    clock += 24 * HOUR_MS;
    await scheduler().makeDue();
    expect([(await runsOf(broken)).length, (await runsOf(sound)).length]).toEqual([0, 1]);
  });

  it('are not made while it is paused, and not made up for; another schedule counts from then on', async () => {
    const id = await save('paused', { kind: 'daily', time: '12:00' }, { kind: 'previous', grain: 'day', count: 1 });
    const next = async (days: number) => {
      clock += days * 24 * HOUR_MS;
      await scheduler().makeDue();
      return (await runsOf(id)).length;
    };
    expect(await next(2)).toBe(2);
    await change(id, { paused: true });
    expect(await next(5)).toBe(2);
    await change(id, { paused: false, name: 'again' });
    expect(await next(0)).toBe(2);
    expect(await next(1)).toBe(3);
    clock += 3 * 24 * HOUR_MS;
    // What was due by the old one by now is not made, since nobody has looked.
    await change(id, { schedule: { kind: 'daily', time: '13:00' } });
    expect(await next(1)).toBe(4);
    await change(id, { name: 'something else' });
    clock += 2 * 24 * HOUR_MS;
    await change(id, { name: 'another name' });
    expect(await next(0)).toBe(6);
  });
});
