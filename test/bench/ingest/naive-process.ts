import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { NaiveResult } from '../naive.js';

/** Runs the naive way in a process of its own, and waits until that has cleaned up. @throws Error when it failed */
export async function runNaiveProcess(seconds: number, say: (text: string) => unknown): Promise<NaiveResult> {
  say('naive: one job and one insert an event');
  const env = { ...process.env, UV_THREADPOOL_SIZE: '16' };
  const child = fork(join(import.meta.dirname, '../naive.js'), [String(seconds)], { env });
  let result: NaiveResult | undefined;
  child.once('message', (message) => {
    result = message as NaiveResult;
  });
  const [code] = await once(child, 'exit');
  if (result === undefined) throw new Error(`The naive way ended with code ${code} and no result.`);
  return result;
}
