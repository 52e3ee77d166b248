import { importEnvironment } from '@grapevine/config';
import { PATIENCE } from './import/backoff.js';
import { runImport } from './import/run.js';

// npm run import: loads a log over the public API. The first Ctrl-C lets what is under way finish, the second does not.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(2);
    stop.abort();
  });
}
const { stdout, stderr } = process;
const { key } = importEnvironment();
process.exitCode = await runImport(process.argv.slice(2), {
  key,
  stdout,
  stderr,
  stop: stop.signal,
  patience: PATIENCE,
});
