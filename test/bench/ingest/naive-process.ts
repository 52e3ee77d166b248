import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { NaiveResult } from '../naive.js';

/** Runs the naive way in a process of its own. */
export async function runNaiveProcess(seconds: number, say: (text: string) => unknown): Promise<NaiveResult> {
  say('naive: one job and one insert an event');
  const child = fork(join(import.meta.dirname, '../naive.js'), [String(seconds)]);
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`The naive way ended with code ${code}.`);
  });
  const [result] = await Promise.race([once(child, 'message'), exited]);
  return result as NaiveResult;
}
