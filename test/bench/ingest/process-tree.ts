import { readdirSync, readFileSync } from 'node:fs';

/** Of the kernel's clock in /proc; 100 on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100;

/** CPU time and memory, read from /proc: Linux only, zeros elsewhere and for a process that is gone. */
export interface Usage {
  /** User and system time. */
  readonly cpuSeconds: number;
  /** Proportional set size: a page that several processes share counts once over all of them. */
  readonly memoryMiB: number;
}

/** A process alone. */
export const usageOfProcess = (pid: number): Usage => ({ cpuSeconds: cpuOf(pid, false), memoryMiB: memoryOf(pid) });

/** Of the whole machine since it started, whoever used it; what a virtual machine's host took away (steal) included. */
export function machineCpuSeconds(): number {
  const [user, nice, system, , , irq, softirq, steal] =
    read(() => readFileSync('/proc/stat', 'utf8'), '')
      .split('\n', 1)[0]
      ?.split(/\s+/)
      .slice(1)
      .map(Number) ?? [];
  return (
    [user, nice, system, irq, softirq, steal].reduce<number>((sum, ticks) => sum + (ticks ?? 0), 0) / TICKS_PER_SECOND
  );
}

/** A process and all below it, the time of its children that have ended included. */
export function usageOfTree(root: number): Usage {
  const pids = withDescendants(root);
  return {
    cpuSeconds: pids.reduce((sum, pid) => sum + cpuOf(pid, pid === root), 0),
    memoryMiB: pids.reduce((sum, pid) => sum + memoryOf(pid), 0),
  };
}

/** The most memory that a process alone has ever had in RAM. */
export const peakMemoryMiB = (pid: number): number => kib(`/proc/${pid}/status`, 'VmHWM') / 1024;

function withDescendants(root: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const name of read(() => readdirSync('/proc'), [])) {
    const parent = /^\d+$/.test(name) ? Number(statOf(Number(name))[1]) : Number.NaN;
    if (!Number.isNaN(parent)) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)]);
  }
  const pids = [root];
  for (let i = 0; i < pids.length; i++) pids.push(...(childrenOf.get(pids[i] as number) ?? []));
  return pids;
}

const memoryOf = (pid: number): number => kib(`/proc/${pid}/smaps_rollup`, 'Pss') / 1024;

function cpuOf(pid: number, withEndedChildren: boolean): number {
  const stat = statOf(pid);
  const ticks = stat.slice(11, withEndedChildren ? 15 : 13).reduce((sum, field) => sum + Number(field), 0);
  return ticks / TICKS_PER_SECOND;
}

/** The fields behind the program's name, which may hold spaces: state, parent, ... */
function statOf(pid: number): string[] {
  const text = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function kib(path: string, field: string): number {
  const text = read(() => readFileSync(path, 'utf8'), '');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

/** Processes come and go while we look. */
function read<T>(reading: () => T, otherwise: T): T {
  try {
    return reading();
  } catch {
    return otherwise;
  }
}
