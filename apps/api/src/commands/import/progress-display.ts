import { describe, RateMeter, type Snapshot } from './progress.js';

/** What the display needs of standard error. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const BAR_EVERY_MS = 100;
const LINE_EVERY_MS = 10_000;
const CLEAR_LINE = '\r\u001b[K';

/** Shows progress: one line that is drawn over on a terminal, else a line every ten seconds (a log file, a pipe). */
export class ProgressDisplay {
  private readonly meter: RateMeter;
  private readonly timer: NodeJS.Timeout;
  private latest: Omit<Snapshot, 'at'>;
  private waiting: string | undefined;

  constructor(
    private readonly output: Output,
    private readonly size: number,
    start: Omit<Snapshot, 'at'>,
  ) {
    this.latest = start;
    this.meter = new RateMeter({ at: performance.now(), ...start });
    this.timer = setInterval(() => this.draw(), output.isTTY ? BAR_EVERY_MS : LINE_EVERY_MS);
    this.timer.unref();
  }

  update(latest: Omit<Snapshot, 'at'>): void {
    this.latest = latest;
  }

  /** Shows why nothing moves; undefined: it moves again. */
  wait(reason: string | undefined): void {
    const isNews = reason !== undefined && reason !== this.waiting;
    this.waiting = reason;
    if (isNews && !this.output.isTTY) this.output.write(`Waiting: ${reason}.\n`);
  }

  /** A line that stays. */
  note(text: string): void {
    this.output.write(`${this.output.isTTY ? CLEAR_LINE : ''}${text}\n`);
  }

  end(): void {
    clearInterval(this.timer);
    if (this.output.isTTY) this.output.write(CLEAR_LINE);
  }

  private draw(): void {
    const now = { at: performance.now(), ...this.latest };
    const line = describe(now, this.size, this.meter.add(now), this.waiting, this.output.isTTY === true);
    if (!this.output.isTTY) this.output.write(`${line}\n`);
    else this.output.write(`${CLEAR_LINE}${line.slice(0, (this.output.columns ?? 80) - 1)}`);
  }
}
