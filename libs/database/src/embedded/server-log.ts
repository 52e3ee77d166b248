import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './layout.js';

/** Of the log files, each of at most 4 MB or of one start, this many are kept. */
const KEEP = 5;
const INTERVAL_MS = 10 * 60 * 1000;

async function logFiles(layout: Layout): Promise<string[]> {
  const names = await readdir(layout.logDir).catch(() => []);
  return names.filter((name) => name.endsWith('.log')).sort(); // the names are times
}

/** A place in the logs, to see later what was said since. */
export interface LogMark {
  readonly file: string;
  readonly length: number;
}

export async function markLog(layout: Layout): Promise<LogMark> {
  const file = (await logFiles(layout)).at(-1) ?? '';
  const text = file ? await readFile(join(layout.logDir, file), 'latin1').catch(() => '') : '';
  return { file, length: text.length };
}

/** What PostgreSQL said since the mark, on its way up and in its own log. */
export async function saidSince(layout: Layout, mark: LogMark): Promise<string> {
  const startup = await readFile(layout.startupLog, 'utf8').catch(() => '');
  const newest = (await logFiles(layout)).at(-1);
  if (!newest) return startup;
  const text = await readFile(join(layout.logDir, newest), 'latin1').catch(() => '');
  return startup + (newest === mark.file ? text.slice(mark.length) : text);
}

/** Removes old log files now and then until stopped. PostgreSQL rotates by size but removes nothing. */
export function keepLogsBounded(layout: Layout): { stop(): void } {
  const prune = async () => {
    const files = await logFiles(layout);
    await Promise.all(files.slice(0, -KEEP).map((name) => rm(join(layout.logDir, name), { force: true })));
  };
  void prune();
  const timer = setInterval(prune, INTERVAL_MS).unref();
  return { stop: () => clearInterval(timer) };
}
