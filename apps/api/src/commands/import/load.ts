import type { IngestResult } from '@grapevine/contracts';
import { type Batch, Batcher } from './batch.js';
import { buildEvent, type ColumnNames } from './build-event.js';
import { ImportError } from './import-error.js';
import type { InputFile } from './input-file.js';
import type { FieldMapping } from './mapping.js';
import type { RejectedFile, RejectedRow } from './rejected-file.js';
import type { Row, RowReader } from './row.js';
import type { Progressed } from './saved-state.js';

export interface LoadPlan {
  readonly file: InputFile;
  readonly read: RowReader;
  readonly mappings: readonly FieldMapping[];
  readonly columnNames: ColumnNames | undefined;
  readonly from: Progressed;
  readonly rejected: RejectedFile;
  readonly batchRows: number;
  readonly inFlight: number;
  readonly send: (body: string) => Promise<IngestResult>;
  /** Told after each batch, in the order of the file: everything before its position is acknowledged. */
  readonly onProgress: (done: Progressed, firstRejected: RejectedRow | undefined) => Promise<void>;
  /** Ends the reading; what is under way is waited for. */
  readonly stop: AbortSignal;
}

interface Sent {
  readonly batch: Batch;
  readonly result: Promise<IngestResult>;
}

/**
 * Loads the rows behind `plan.from`, some batches at a time. Batches are settled in the order of the file, so that the
 * position that is reported never lies behind a row that is not acknowledged.
 */
export async function load(plan: LoadPlan): Promise<Progressed> {
  const underWay: Sent[] = [];
  let done = plan.from;
  const settleOldest = async (): Promise<void> => {
    const oldest = underWay.shift();
    if (oldest) done = await settle(plan, done, oldest);
  };
  for await (const batch of batchesOf(plan)) {
    if (underWay.length >= plan.inFlight) await settleOldest();
    if (plan.stop.aborted) break;
    underWay.push(dispatch(batch, plan.send));
  }
  while (underWay.length > 0) await settleOldest();
  return done;
}

function dispatch(batch: Batch, send: LoadPlan['send']): Sent {
  const nothing: IngestResult = { batch_id: '', accepted: 0, rejected: [] };
  const result = batch.rows.length === 0 ? Promise.resolve(nothing) : send(batch.body);
  // Its turn to be awaited may come after it failed.
  result.catch(() => {});
  return { batch, result };
}

async function* batchesOf(plan: LoadPlan): AsyncGenerator<Batch> {
  const { offset } = plan.from.position;
  const batcher = new Batcher(plan.batchRows, offset);
  for await (const rows of plan.read(plan.file.chunksFrom(offset), plan.from.position)) {
    for (const row of rows) {
      const batch = batcher.add(row, eventOf(row, plan));
      if (batch) yield batch;
    }
  }
  const last = batcher.take();
  if (last) yield last;
}

function eventOf(row: Row, plan: LoadPlan): string | RejectedRow {
  if ('problem' in row) return { line: row.line, ...row.problem, row: row.raw };
  const built = buildEvent(row, plan.mappings, plan.columnNames);
  return 'json' in built ? built.json : { line: row.line, ...built.problem, row: row.raw };
}

async function settle(plan: LoadPlan, before: Progressed, { batch, result }: Sent): Promise<Progressed> {
  const { accepted, rejected } = await result;
  if (accepted + rejected.length !== batch.rows.length) {
    throw new ImportError(
      `The server accounted for ${accepted + rejected.length} of ${batch.rows.length} events. Is --url a Grapevine server?`,
    );
  }
  const refused = [...batch.rejected, ...rejected.map((one) => rejectedRow(batch, one))];
  refused.sort((a, b) => a.line - b.line);
  await plan.rejected.append(refused);
  const after: Progressed = {
    position: batch.end,
    accepted: before.accepted + accepted,
    rejected: before.rejected + refused.length,
    rejectedBytes: plan.rejected.size,
  };
  await plan.onProgress(after, refused[0]);
  return after;
}

function rejectedRow(batch: Batch, { index, ...reason }: IngestResult['rejected'][number]): RejectedRow {
  const row = batch.rows[index];
  if (!row) throw new ImportError(`The server rejected event ${index} of ${batch.rows.length}: there is none.`);
  return { line: row.line, ...reason, row: row.raw };
}
