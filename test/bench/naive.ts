import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_ACTIVITY_TYPES, DEFAULT_DIMENSIONS } from '@grapevine/contracts';
import { MemberRegistry, openDatabase, openInstance, startEmbeddedPostgres } from '@grapevine/database';
import { createLogger } from '@grapevine/observability';
import {
  buildRows,
  fromQueueRow,
  LocalDays,
  memberHashes,
  Pseudonymiser,
  type QueuedEvent,
  toQueueRow,
  validateEvent,
} from '@grapevine/pipeline';
import { openPostgresBackend } from '@grapevine/queue';
import { encodeRow, INCOMING_COLUMNS, Warehouse } from '@grapevine/warehouse';
import { eventTexts } from './ingest/events.js';

export interface NaiveResult {
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
}

const SECRET = 'naive-naive-naive-naive-naive-naive';
const WORKSPACE = 1;
const CONCURRENCY = 32;
const MOST_UNDER_WAY = 1_000;

/**
 * The naive way, for comparison: one job and one insert for each event, on the same engines, with the same validation, hashing,
 * registry and tables. It is spared HTTP and the ledger of batches, so it is a little faster here than it would be.
 */
async function runNaive(seconds: number, folder: string): Promise<NaiveResult> {
  const logger = createLogger('warn');
  const postgres = await startEmbeddedPostgres({ dataDir: folder, logger });
  const database = await openDatabase(postgres.url);
  const warehouse = await Warehouse.open(
    { url: undefined, dataDir: join(folder, 'warehouse') },
    await openInstance(database, 'naive'),
  );
  const backend = await openPostgresBackend(postgres.url, logger);
  const registry = new MemberRegistry(database);
  const pseudonymiser = new Pseudonymiser(SECRET);
  const days = new LocalDays('UTC');
  const rules = {
    workspaceId: WORKSPACE,
    revision: 1,
    activityTypes: new Set<string>(DEFAULT_ACTIVITY_TYPES),
    dimensions: DEFAULT_DIMENSIONS,
  };
  let stored = 0;

  const worker = backend.openWorker(
    'naive',
    {
      concurrency: CONCURRENCY,
      lockDuration: 30_000,
      stalledInterval: 30_000,
      maxStalledCount: 1_000,
      backoff: () => 1_000,
    },
    async ({ data }) => {
      const outcome = fromQueueRow(data);
      if (outcome.kind !== 'ok') throw new Error('The naive way queued something else than an event.');
      const events: QueuedEvent[] = [outcome.value];
      const rows = buildRows(events, await registry.resolve(WORKSPACE, memberHashes(events)), rules, days);
      await warehouse.insertText(
        `incoming (${INCOMING_COLUMNS})`,
        'JSONCompactEachRow',
        rows.map(encodeRow).join('\n'),
      );
      stored += 1;
    },
  );
  const queue = backend.openQueue('naive');
  const running = worker.run();
  const started = performance.now();
  const ended = (): boolean => performance.now() - started > seconds * 1000;
  let added = 0;
  const texts = eventTexts({ run: 0, events: 10_000_000, until: Date.now() - 3_600_000, order: 'random' });
  const produce = async (): Promise<void> => {
    for (const text of texts) {
      const outcome = validateEvent(JSON.parse(text), Date.now());
      if (outcome.kind !== 'ok') throw new Error('The naive way made an event that is none.');
      const queued = pseudonymiser.pseudonymise(outcome.value, WORKSPACE, new Set(DEFAULT_DIMENSIONS));
      added += 1;
      await queue.add('naive', toQueueRow(queued), { removeOnComplete: true });
      while (added - stored > MOST_UNDER_WAY && !ended()) await new Promise((resolve) => setTimeout(resolve, 5));
      if (ended()) return;
    }
  };
  await Promise.all(Array.from({ length: 16 }, produce));
  while (stored < added) await new Promise((resolve) => setTimeout(resolve, 5));
  const took = (performance.now() - started) / 1000;
  await worker.close();
  await running;
  await queue.close();
  await backend.close();
  await warehouse.close();
  await database.destroy();
  await postgres.stop();
  return { events: stored, seconds: took, eventsPerSecond: stored / took };
}

const folder = await mkdtemp(join(tmpdir(), 'grapevine-naive-'));
try {
  process.send?.(await runNaive(Number(process.argv[2] ?? 10), folder));
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.disconnect?.();
