import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './prepare.mjs';

const TIE = new URL('./leave-with-parent.mjs', import.meta.url).href;

/** npm passes on the signal that the terminal sent as well: within this time it is the same request. */
const SAME_REQUEST_MS = 1000;

/**
 * Runs a compiled program in the place of this one: same terminal, arguments, exit code. Ctrl-C reaches it once, not three
 * times (terminal, npm, this process), since it has a process group of its own; and if this process is killed without a
 * chance to pass that on, leave-with-parent.mjs notices.
 */
export function launch(program, args) {
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', TIE, program, ...args], {
    cwd: ROOT,
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    // The embedded warehouse holds a thread for each running query; with libuv's 4 a few slow ones would stop all file IO.
    env: { UV_THREADPOOL_SIZE: '16', ...process.env, GRAPEVINE_STARTED_BY: String(process.pid) },
  });
  let passedOnAt = Number.NEGATIVE_INFINITY;
  const passOn = (signal) => {
    if (performance.now() - passedOnAt < SAME_REQUEST_MS) return;
    passedOnAt = performance.now();
    child.kill(signal);
  };
  process.on('SIGINT', () => passOn('SIGINT'));
  process.on('SIGTERM', () => passOn('SIGTERM'));
  // The terminal was closed.
  process.on('SIGHUP', () => passOn('SIGTERM'));
  child.on('error', (error) => {
    console.error(`Could not start ${program}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
