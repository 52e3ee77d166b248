import { percentile } from '../ingest/percentile.js';
import { machineCpuSeconds, usageOfProcess } from '../ingest/process-tree.js';

export interface Cost {
  readonly runs: number;
  /** Seconds of the clock: the first run, with caches as they were; the median and the 95th percentile of those after it. */
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
  /** Seconds of processor time of the process that answers, on average. */
  readonly cpu: number;
  /** How many cores everything else on the machine used meanwhile. */
  readonly others: number;
}

export interface Runs {
  readonly runs: number;
  /** No further run begins after so many seconds. */
  readonly seconds: number;
}

/** What asking costs, over some runs after a first one. @param pid the process that answers */
export async function costOf(pid: number, { runs, seconds }: Runs, ask: () => Promise<unknown>): Promise<Cost> {
  const timed = async (): Promise<number> => {
    const started = performance.now();
    await ask();
    return (performance.now() - started) / 1_000;
  };
  const first = await timed();
  const cpuBefore = usageOfProcess(pid).cpuSeconds;
  const [machine, begun] = [machineCpuSeconds(), performance.now()];
  const wall: number[] = [];
  while (wall.length < runs && (wall.length === 0 || performance.now() - begun < seconds * 1_000)) {
    wall.push(await timed());
  }
  const cpu = usageOfProcess(pid).cpuSeconds - cpuBefore;
  const others = Math.max(0, machineCpuSeconds() - machine - cpu) / ((performance.now() - begun) / 1_000);
  wall.sort((a, b) => a - b);
  return {
    runs: wall.length,
    first,
    p50: percentile(wall, 0.5),
    p95: percentile(wall, 0.95),
    cpu: cpu / wall.length,
    others,
  };
}

/** The exponent of growth: the slope of the line of least squares through the logarithms. @returns undefined for fewer than two sizes */
export function exponentOf(sizes: readonly (readonly [members: number, cost: number])[]): number | undefined {
  if (sizes.length < 2) return undefined;
  const points = sizes.map(([members, cost]) => [Math.log(members), Math.log(cost)] as const);
  const mean = (i: 0 | 1): number => points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}
