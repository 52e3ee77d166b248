import { startEmbeddedPostgres } from '../../libs/database/src/embedded/embedded-postgres.js';

/** What the process says, one JSON object a line. */
export type Report =
  | { readonly url: string; readonly pid: number; readonly adopted: boolean; readonly said: string[] }
  | { readonly error: string; readonly name: string; readonly said: string[] }
  | { readonly lost: string };

// A process that has the embedded PostgreSQL of the data directory in its first argument until SIGTERM.
const said: string[] = [];
const log = (_details: object, message: string) => void said.push(message);
const report = (line: Report) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const postgres = await startEmbeddedPostgres({
    dataDir: process.argv[2] ?? '',
    logger: { info: log, warn: log },
    onLost: (error) => {
      report({ lost: error.message });
      process.exit(1);
    },
  });
  process.once('SIGTERM', () => void postgres.stop());
  report({ url: postgres.url, pid: postgres.pid, adopted: postgres.adopted, said });
} catch (error) {
  const { message, name } = error as Error;
  report({ error: message, name, said });
}
