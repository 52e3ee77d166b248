/** Where the import is, for people. */
export interface Snapshot {
  /** Milliseconds on a clock that does not jump. */
  readonly at: number;
  readonly bytes: number;
  readonly rows: number;
  readonly rejected: number;
}

/** The rate is that of the last seconds, so that it follows a server that becomes slower. */
const RATE_WINDOW_MS = 10_000;
const BAR_WIDTH = 24;

const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Rates over a sliding window of snapshots. */
export class RateMeter {
  private readonly recent: Snapshot[];

  constructor(start: Snapshot) {
    this.recent = [start];
  }

  /** @returns rows and bytes a second, 0 while there is nothing to measure. */
  add(snapshot: Snapshot): { rows: number; bytes: number } {
    this.recent.push(snapshot);
    while (this.recent.length > 2 && snapshot.at - (this.recent[1] as Snapshot).at >= RATE_WINDOW_MS) {
      this.recent.shift();
    }
    const first = this.recent[0] as Snapshot;
    const seconds = (snapshot.at - first.at) / 1000;
    if (seconds <= 0) return { rows: 0, bytes: 0 };
    return { rows: (snapshot.rows - first.rows) / seconds, bytes: (snapshot.bytes - first.bytes) / seconds };
  }
}

/** One line of progress: share, rows, rate, remaining time, rejections, and why it waits if it does. */
export function describe(
  now: Snapshot,
  size: number,
  rate: { rows: number; bytes: number },
  waiting: string | undefined,
  bar: boolean,
): string {
  const share = size === 0 ? 1 : now.bytes / size;
  const filled = Math.round(share * BAR_WIDTH);
  const parts = [
    `${bar ? `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}] ` : ''}${Math.floor(share * 100)}%`,
    `${count(now.rows)} rows`,
  ];
  if (rate.rows > 0) parts.push(`${count(rate.rows)} rows/s`);
  if (rate.bytes > 0 && now.bytes < size) parts.push(`${duration((size - now.bytes) / rate.bytes)} left`);
  if (now.rejected > 0) parts.push(`${count(now.rejected)} rejected`);
  if (waiting !== undefined) parts.push(`waiting: ${waiting}`);
  return parts.join('  ');
}

/** `42 s`, `3:07 min` or `2:15 h`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
  return `${Math.floor(whole / 3600)}:${two((whole % 3600) / 60)} h`;
}
