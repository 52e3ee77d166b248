import type { ExportRunRecord, ExportRuns } from '@grapevine/database';

/** How often the progress of a run is written down, and whether somebody has stopped it is looked up. */
const LOOK_MS = 1_000;

/** Says how far an attempt at a run is, and stops it where its run was cancelled or deleted meanwhile, or another attempt has begun. */
export class RunWatch {
  /** Aborted when the attempt is to be given up. */
  readonly signal: AbortSignal;
  /** Written until now. */
  rows = 0;
  private readonly cancelled = new AbortController();
  private readonly timer: NodeJS.Timeout;

  /** @param stopping aborted when the server stops */
  constructor(
    private readonly runs: Pick<ExportRuns, 'progress'>,
    private readonly attempt: Pick<ExportRunRecord, 'id' | 'attempts'>,
    stopping: AbortSignal,
  ) {
    this.signal = AbortSignal.any([stopping, this.cancelled.signal]);
    // While the database is away nobody can have stopped it.
    this.timer = setInterval(() => void this.look().catch(() => undefined), LOOK_MS);
  }

  get isCancelled(): boolean {
    return this.cancelled.signal.aborted;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (await this.runs.progress(this.attempt, this.rows)) return;
    this.cancelled.abort(new Error('The run was cancelled.'));
  }
}
