import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '@grapevine/config';
import type { ExportRunState } from '@grapevine/contracts';
import { type ExportRecord, type ExportRunRecord, ExportRuns, Exports } from '@grapevine/database';
import { type ExportPeriod, periodFault, periodOfRange } from '@grapevine/exports';
import type { Logger } from '@grapevine/observability';
import { LocalDays } from '@grapevine/pipeline';
import { JobQueues } from '@grapevine/queue';
import { BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, CONFIG, LOGGER } from '../engines/tokens.js';
import { invalid } from '../http/parse.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { CorrectionFinder } from './correction-finder.js';
import { ExportDeliverer } from './export-deliverer.js';
import { addAlertJob, addExportJob } from './export-job.js';
import { grainOf } from './export-questions.js';
import { failureOf } from './run-failure.js';
import { RunWatch } from './run-watch.js';

/** An hour and a half of attempts, by the pauses of the catalogue of jobs. */
const MOST_ATTEMPTS = 14;
/** For so long a job waits for events that came before it; then it makes room for others, and comes again. */
const DRAIN_PATIENCE_MS = 20_000;
const DRAIN_PAUSE_MS = 500;

const OVER: readonly ExportRunState[] = ['complete', 'skipped', 'cancelled', 'failed'];

/** Takes runs from their turn to their end. Everything may be done again after a kill at any point. */
@Injectable()
export class ExportRunner implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    private readonly exports: Exports,
    private readonly runs: ExportRuns,
    private readonly deliverer: ExportDeliverer,
    private readonly corrections: CorrectionFinder,
    private readonly queues: JobQueues,
    private readonly workspaces: WorkspaceStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /** A stop does not wait for an attempt: the next start makes another one. */
  beforeApplicationShutdown(): void {
    this.stopping.abort(new Error('The server stops.'));
  }

  /**
   * Makes an attempt at a run, if it is its turn.
   *
   * @throws Error of an attempt after which another one follows: it is on record by then
   */
  async run(id: string): Promise<void> {
    const run = await this.runs.find(id);
    if (!run) return;
    // Two attempts at once could leave the data of one beside the manifest of the other.
    await this.runs.alone(run.exportId, () => this.inTurn(id, run.exportId));
    const now = await this.runs.find(id);
    if (!now || !OVER.includes(now.state)) return;
    for (const next of await this.runs.due(run.exportId)) await addExportJob(this.queues, next.id);
  }

  private async inTurn(id: string, exportId: string): Promise<void> {
    const [due] = await this.runs.due(exportId);
    const saved = await this.exports.find(exportId);
    if (due?.id !== id || !saved) return;
    const watermark = this.now();
    if (!(await this.isDrained(saved.workspaceId, watermark))) return;
    const run = await this.runs.find(id);
    const period = run?.period ?? (await this.periodSince(saved, run?.dueAt ?? new Date(watermark)));
    if (!period || !(await this.maySend(saved, period, watermark))) return this.runs.skip(id);
    const begun = await this.runs.begin(id, period, await this.corrections.seen(saved.workspaceId));
    if (begun) await this.attempt(saved, begun, period, watermark);
  }

  private async attempt(
    saved: ExportRecord,
    run: ExportRunRecord,
    period: ExportPeriod,
    watermark: number,
  ): Promise<void> {
    const watch = new RunWatch(this.runs, run, this.stopping.signal);
    try {
      requireWhole(period, saved);
      const { id: runId, correction, test } = run;
      const occasion = { runId, correction, test, period, watermark, watch };
      const delivered = await this.deliverer.deliver(saved, occasion);
      if (!delivered) return await this.runs.skip(run.id);
      const { manifest, where } = delivered;
      // Before its end is told: whoever sees that sees what follows from it.
      if (saved.sendCorrections && !test && !correction && !run.backfillId) await this.corrections.makeRuns(saved);
      await this.runs.complete(run, manifest, where);
      this.logger.info(
        { exportId: saved.id, runId: run.id, rows: manifest.rows, bytes: manifest.bytes },
        'An export is done.',
      );
    } catch (error) {
      if (watch.isCancelled) return;
      if (this.stopping.signal.aborted) throw error;
      await this.recordFailure(run, error);
    } finally {
      watch.end();
    }
  }

  private async recordFailure({ id, exportId, test, attempts }: ExportRunRecord, error: unknown): Promise<void> {
    const { message, retry, isFault } = failureOf(error, this.config);
    if (isFault) {
      const { stack } = error as Error;
      this.logger.error({ runId: id, error: stack ?? String(error) }, 'An attempt at an export met a fault.');
    }
    // Whoever tries wants to know now.
    if (retry && !test && attempts < MOST_ATTEMPTS) {
      await this.runs.retryLater(id, message);
      throw new Error(message);
    }
    const isTold = await this.runs.fail(id, message);
    this.logger.error({ exportId, runId: id, attempts, error: message }, 'An export failed, and is not tried again.');
    if (isTold) await addAlertJob(this.queues, id);
  }

  /** Whether every event that was acknowledged before an instant is stored. */
  private async isDrained(workspaceId: number, instant: number): Promise<boolean> {
    for (const deadline = Date.now() + DRAIN_PATIENCE_MS; ; ) {
      const { oldestReceivedAt } = await this.queues.pending(workspaceId);
      if (oldestReceivedAt === undefined || oldestReceivedAt > instant) return true;
      if (Date.now() > deadline || this.stopping.signal.aborted) return false;
      await pause(DRAIN_PAUSE_MS);
    }
  }

  private async maySend(saved: ExportRecord, { end }: ExportPeriod, instant: number): Promise<boolean> {
    if (saved.incompletePeriods) return true;
    const { timeZone } = await this.workspaces.get(saved.workspaceId);
    return end < new LocalDays(timeZone).dayOf(instant);
  }

  /** What no run has brought yet; every run before this one is over. @param at when it was due, or asked for */
  private async periodSince(saved: ExportRecord, at: Date): Promise<ExportPeriod | undefined> {
    const { timeZone } = await this.workspaces.get(saved.workspaceId);
    return periodOfRange(saved.range, {
      today: new LocalDays(timeZone).dayOf(at.getTime()),
      grain: grainOf(saved.question),
      incomplete: saved.incompletePeriods,
      lastEnd: await this.runs.lastEnd(saved.id),
    });
  }
}

/** The question may have become one of another grain since the run was made. @throws ProblemError: trying again cannot help */
function requireWhole(period: ExportPeriod, { question }: ExportRecord): void {
  const fault = periodFault(period, grainOf(question));
  if (!fault) return;
  const message = `${fault}: that was changed since the run was made. Run the export again`;
  throw invalid('The run', [{ parameter: 'period', message }]);
}
