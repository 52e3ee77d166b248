import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineLogger } from './engine.js';
import type { Layout } from './layout.js';

/** This many log files are kept, each of at most 4 MB (settings.ts). */
const KEEP = 5;
const INTERVAL_MS = 10 * 60 * 1000;

/** A place in the logs, to see later what was said since. */
export interface LogMark {
  readonly file: string;
  readonly bytes: number;
}

export async function markLog(layout: Layout): Promise<LogMark> {
  const file = (await logFiles(layout)).at(-1);
  return file ? { file, bytes: (await stat(join(layout.logDir, file))).size } : { file: '', bytes: 0 };
}

/** What PostgreSQL said since the mark: on its way up, and in its own log once that was open. */
export async function saidSince(layout: Layout, mark: LogMark): Promise<string> {
  const startup = await readFile(layout.startupLog, 'utf8').catch(() => '');
  const newest = (await logFiles(layout)).at(-1);
  if (!newest) return startup;
  const log = await readFile(join(layout.logDir, newest));
  return startup + log.subarray(newest === mark.file ? mark.bytes : 0).toString();
}

/** Removes old log files now and then, until stopped: PostgreSQL rotates by size but removes nothing. */
export function keepLogsBounded(layout: Layout, logger: EngineLogger): { stop(): void } {
  const prune = async () => {
    const old = (await logFiles(layout)).slice(0, -KEEP);
    await Promise.all(old.map((name) => rm(join(layout.logDir, name), { force: true })));
  };
  const run = () => void prune().catch((error: Error) => logger.warn({ err: error }, 'old PostgreSQL logs stay'));
  run();
  const timer = setInterval(run, INTERVAL_MS).unref();
  return { stop: () => clearInterval(timer) };
}

async function logFiles(layout: Layout): Promise<string[]> {
  const names = await readdir(layout.logDir).catch(() => []);
  return names.filter((name) => name.endsWith('.log')).sort(); // the names are times
}
