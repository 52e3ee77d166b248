import { type Warehouse, WarehouseOverloadedError } from '@grapevine/warehouse';
import { percentile } from '../ingest/percentile.js';
import { machineCpuSeconds } from '../ingest/process-tree.js';
import type { Question } from './questions.js';

export interface Cost {
  readonly runs: number;
  /** Seconds of the clock: the median and the 95th percentile of the runs. */
  readonly wall: readonly [number, number];
  /** Seconds of processor time of this process, median. */
  readonly cpu: number;
  /** How many cores everything else on the machine used meanwhile. */
  readonly others: number;
}

/**
 * What asking some questions one after the other costs, over some runs after one that warms the caches up; fewer than 20 of what takes long.
 *
 * @param seconds no further run begins after so many
 * @returns undefined where the engine gives one of them up
 */
export async function costOf(
  warehouse: Warehouse,
  questions: readonly Question[],
  runs: number,
  seconds: number,
): Promise<Cost | undefined> {
  const ask = async (): Promise<void> => {
    for (const question of questions) await warehouse.query(question);
  };
  try {
    await ask();
    const [wall, cpu]: [number[], number[]] = [[], []];
    const [machine, begun] = [machineCpuSeconds(), performance.now()];
    while (wall.length < runs && (wall.length === 0 || performance.now() - begun < seconds * 1_000)) {
      const [used, started] = [process.cpuUsage(), performance.now()];
      await ask();
      const { user, system } = process.cpuUsage(used);
      wall.push((performance.now() - started) / 1_000);
      cpu.push((user + system) / 1e6);
    }
    const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
    const others = Math.max(0, machineCpuSeconds() - machine - sum(cpu)) / sum(wall);
    const at = (values: readonly number[], p: number): number =>
      percentile(
        values.toSorted((a, b) => a - b),
        p,
      );
    return { runs: wall.length, wall: [at(wall, 0.5), at(wall, 0.95)], cpu: at(cpu, 0.5), others };
  } catch (error) {
    if (error instanceof WarehouseOverloadedError) return undefined;
    throw error;
  }
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
