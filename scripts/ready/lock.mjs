import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_WORK_MS = 10 * 60_000;

/**
 * Runs `work` while holding a lock file: `npm start` in one terminal and `npm test` in another must not write node_modules
 * or dist at the same time. A lock whose holder is dead, or that is older than any install takes, is taken over.
 */
export async function withLock(file, work, onWait = () => {}) {
  mkdirSync(dirname(file), { recursive: true });
  let waiting = false;
  while (!tryTake(file)) {
    if (isAbandoned(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!waiting) onWait();
    waiting = true;
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function isAbandoned(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > LONGEST_WORK_MS) return true;
    const holder = Number(readFileSync(file, 'utf8'));
    // Empty for a moment while the holder writes its number.
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    // Gone in the meantime (ENOENT) is for the next attempt to find out.
    return error.code === 'ESRCH';
  }
}
