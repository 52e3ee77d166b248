import { type Warehouse, WarehouseOverloadedError } from '@grapevine/warehouse';
import { percentile } from '../ingest/percentile.js';
import { machineCpuSeconds } from '../ingest/process-tree.js';
import type { Question } from './questions.js';

export interface Cost {
  readonly rows: number;
  /** Seconds of the clock: the median and the 95th percentile of the runs. */
  readonly wall: readonly [number, number];
  /** Seconds of processor time of this process, median. */
  readonly cpu: number;
  /** How many cores everything else on the machine used meanwhile. */
  readonly others: number;
}

/** @returns what a question costs, over some runs after one that warms the caches up; undefined where the engine gives it up */
export async function costOf(warehouse: Warehouse, question: Question, runs: number): Promise<Cost | undefined> {
  try {
    const rows = await question(warehouse);
    const [wall, cpu]: [number[], number[]] = [[], []];
    const machine = machineCpuSeconds();
    for (let i = 0; i < runs; i++) {
      const [used, started] = [process.cpuUsage(), performance.now()];
      await question(warehouse);
      const { user, system } = process.cpuUsage(used);
      wall.push((performance.now() - started) / 1_000);
      cpu.push((user + system) / 1e6);
    }
    const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
    const others = (machineCpuSeconds() - machine - sum(cpu)) / sum(wall);
    const at = (values: readonly number[], p: number): number =>
      percentile(
        [...values].sort((a, b) => a - b),
        p,
      );
    return { rows, wall: [at(wall, 0.5), at(wall, 0.95)], cpu: at(cpu, 0.5), others };
  } catch (error) {
    if (error instanceof WarehouseOverloadedError) return undefined;
    throw error;
  }
}
