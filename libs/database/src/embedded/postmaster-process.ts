import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './program.js';

/** What postmaster.pid says; it may be stale. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
}

/** Reads postmaster.pid of a cluster (lines: pid, directory, start time, port, ...). Null if it is absent or not written yet. */
export async function readPostmasterFile(clusterDir: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : null;
}

/**
 * Whether a process is a live PostgreSQL process of this cluster. Not so for a zombie, which nobody may ever reap where
 * pid 1 of a container is no init, nor for an unrelated process that got the number of a dead postmaster.
 */
export async function isClusterProcess(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    // No /proc: lsof comes with macOS. A zombie has no working directory.
    const { output } = await runProgram('lsof', ['-a', '-d', 'cwd', '-Fcn', '-p', String(pid)], { cwd: '/' });
    return /^cpostgres/m.test(output) && output.split('\n').includes(`n${await realpath(clusterDir)}`);
  }
  // "pid (name) state ...", see proc_pid_stat(5).
  const [, name, state] = /\((.*)\) (\S)/.exec(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')) ?? [];
  if (name !== 'postgres' || state === 'Z' || state === 'X') return false;
  // PostgreSQL works in its cluster. Inodes, since the same directory can have several paths.
  const cwd = await stat(`/proc/${pid}/cwd`).catch(() => null);
  const cluster = await stat(clusterDir);
  return cwd?.ino === cluster.ino && cwd.dev === cluster.dev;
}

/**
 * Kills the processes that a killed postmaster left. They end by themselves as soon as they wait for something; one
 * that computes would go on for as long as its statement takes and keep the cluster closed. Linux only: elsewhere none are found.
 * @returns how many were killed.
 */
export async function killOrphans(clusterDir: string): Promise<number> {
  let killed = 0;
  const processes = await readdir('/proc').catch(() => []);
  for (const pid of processes.map(Number).filter((number) => number > 0)) {
    if (!(await isClusterProcess(pid, clusterDir))) continue;
    process.kill(pid, 'SIGKILL');
    killed += 1;
  }
  return killed;
}
