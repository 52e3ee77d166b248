import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { EmbeddedPostgresError } from './error.js';
import type { Layout } from './layout.js';
import { replaceFile } from './replace-file.js';

/**
 * The port for the next start: the given one, or the remembered one, or, where that is taken, a new one to remember.
 * @throws EmbeddedPostgresError if a given port is taken: whoever fixed it counts on it.
 */
export async function choosePort(layout: Layout, given?: number): Promise<number> {
  if (given !== undefined) {
    if (await listenOnce(given)) return given;
    throw new EmbeddedPostgresError(
      `Port ${given} of 127.0.0.1, meant for the embedded PostgreSQL, is taken by another program.`,
    );
  }
  const remembered = Number(await readFile(layout.portFile, 'utf8').catch(() => ''));
  if (remembered > 0 && (await listenOnce(remembered))) return remembered;
  const port = await listenOnce(0);
  await replaceFile(layout.portFile, `${port}\n`, 0o644, null);
  return port;
}

/** The port on which listening worked, 0 if it did not. Port 0 asks the system for a free one. */
function listenOnce(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(0));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
