import { availableParallelism, loadavg } from 'node:os';

/**
 * How long to wait for what takes at most `milliseconds` on a machine that has nothing else to do: where more wants to run than
 * there are cores, longer in proportion.
 */
export function patience(milliseconds: number): number {
  return milliseconds * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
}
