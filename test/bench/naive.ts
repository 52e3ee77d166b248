import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_ACTIVITY_TYPES, DEFAULT_DIMENSIONS } from '@grapevine/contracts';
import { MemberRegistry, openDatabase, startEmbeddedPostgres, withInstance } from '@grapevine/database';
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
import { openPostgresBackend, type QueueBackend } from '@grapevine/queue';
import { encodeRows, INCOMING_COLUMNS, Warehouse } from '@grapevine/warehouse';
import { Closers } from './closers.js';
import { eventTexts } from './ingest/events.js';

// The naive way, for comparison: one job and one insert for each event, on the same engines, with the same validation, hashing,
// registry and tables. It is spared HTTP and the ledger of batches, so the product's lead over it is rather larger than shown.

export interface NaiveResult {
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
}

const PRODUCERS = 16;
const WORKERS = 32;
/** Enough that the workers are never idle, and few enough that the end is near when the time is over. */
const MOST_UNDER_WAY = 2 * WORKERS;
const DIMENSIONS = new Set(DEFAULT_DIMENSIONS);

interface Stores {
  readonly workspaceId: number;
  readonly registry: MemberRegistry;
  readonly warehouse: Warehouse;
  readonly backend: QueueBackend;
}

async function openStores(closers: Closers): Promise<Stores> {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-naive-'));
  closers.add(() => rm(folder, { recursive: true, force: true }));
  const logger = createLogger('warn');
  const postgres = await startEmbeddedPostgres({ dataDir: folder, logger });
  closers.add(() => postgres.stop());
  const database = await openDatabase(postgres.url);
  closers.add(() => database.destroy());
  const warehouse = await withInstance(database, 'naive', (instance) =>
    Warehouse.open({ url: undefined, dataDir: join(folder, 'warehouse') }, instance),
  );
  closers.add(() => warehouse.close());
  const backend = await openPostgresBackend(postgres.url, logger);
  closers.add(() => backend.close());
  const [{ id: workspaceId }] = await database.query(
    `INSERT INTO workspaces (slug, name, time_zone, activity_types, dimensions) VALUES ('naive', 'Naive', 'UTC', $1, $2) RETURNING id`,
    [DEFAULT_ACTIVITY_TYPES, DEFAULT_DIMENSIONS],
  );
  return { workspaceId, registry: new MemberRegistry(database), warehouse, backend };
}

async function storeEvent({ workspaceId, registry, warehouse }: Stores, days: LocalDays, row: unknown): Promise<void> {
  const outcome = fromQueueRow(row);
  if (outcome.kind !== 'ok') throw new Error('The naive way queued something that is not an event.');
  const events: QueuedEvent[] = [outcome.value];
  const rules = {
    workspaceId,
    revision: 1,
    activityTypes: new Set<string>(DEFAULT_ACTIVITY_TYPES),
    dimensions: DEFAULT_DIMENSIONS,
  };
  const rows = buildRows(events, await registry.resolve(workspaceId, memberHashes(events)), rules, days);
  await insertAlone(() =>
    warehouse.insertText(`incoming (${INCOMING_COLUMNS})`, 'JSONCompactEachRow', encodeRows(rows)),
  );
}

let lastInsert: Promise<unknown> = Promise.resolve();

/** The embedded writer runs one insert at a time; those that wait inside it would hold all of Node's threads. */
function insertAlone(insert: () => Promise<void>): Promise<void> {
  const done = lastInsert.then(insert);
  lastInsert = done.catch(() => {});
  return done;
}

async function runNaive(stores: Stores, closers: Closers, seconds: number): Promise<NaiveResult> {
  const days = new LocalDays('UTC');
  const pseudonymiser = new Pseudonymiser('the naive way keeps no secrets for long');
  let [added, stored] = [0, 0];
  let failure: Error | undefined;
  const settings = { lockDuration: 60_000, stalledInterval: 60_000, maxStalledCount: 1, backoff: () => 1_000 };
  const worker = await stores.backend.openWorker('naive', { ...settings, concurrency: WORKERS }, async ({ data }) => {
    await storeEvent(stores, days, data).catch((error: Error) => {
      failure = error;
    });
    stored += 1;
  });
  const queue = await stores.backend.openQueue('naive');
  closers.add(() => queue.close());
  closers.add(() => worker.close());
  void worker.run();
  const started = performance.now();
  const isOver = (): boolean => failure !== undefined || performance.now() - started > seconds * 1000;
  const texts = eventTexts({ run: 0, events: 10_000_000, until: Date.now() - 3_600_000, order: 'random' });
  const produce = async (): Promise<void> => {
    while (!isOver()) {
      const outcome = validateEvent(JSON.parse(texts.next().value), Date.now());
      if (outcome.kind !== 'ok') throw new Error('The naive way made something that is not an event.');
      added += 1;
      const event = pseudonymiser.pseudonymise(outcome.value, stores.workspaceId, DIMENSIONS);
      await queue.add('naive', toQueueRow(event), { removeOnComplete: true });
      while (added - stored > MOST_UNDER_WAY && !isOver()) await sleep(5);
    }
  };
  await Promise.all(Array.from({ length: PRODUCERS }, produce));
  while (stored < added && failure === undefined) await sleep(5);
  if (failure) throw failure;
  const took = (performance.now() - started) / 1000;
  return { events: stored, seconds: took, eventsPerSecond: stored / took };
}

const closers = new Closers();
// The bench that started it is gone.
process.once('disconnect', () => void closers.close().then(() => process.exit(1)));
try {
  const result = await runNaive(await openStores(closers), closers, Number(process.argv[2]));
  process.send?.(result);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await closers.close();
}
process.removeAllListeners('disconnect');
process.disconnect?.();
