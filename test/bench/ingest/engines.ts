import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@grapevine/database';
import type { Profile } from './options.js';

/** The engines of one run: what the server must be told of them, and where their processes are. */
export interface BenchEngines {
  readonly environment: Readonly<Record<string, string>>;
  /** Of PostgreSQL; to be asked once the server is up, which may be the one that starts it. */
  postmaster(): Promise<number>;
  readonly redis: number | undefined;
  stop(): Promise<void>;
}

const silent = { info: () => {}, warn: () => {} };

/** Prepares the engines of a profile below `folder`. The warehouse is the embedded one in both. */
export async function startEngines(profile: Profile, folder: string): Promise<BenchEngines> {
  const dataDir = join(folder, 'data');
  if (profile === 'embedded') {
    const postmaster = async () => readPid(join(dataDir, 'postgres/cluster/postmaster.pid'));
    return { environment: { DATA_DIR: dataDir }, postmaster, redis: undefined, stop: async () => {} };
  }
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), logger: silent });
  const redis = await startRedis(join(folder, 'redis'));
  return {
    environment: {
      DATA_DIR: dataDir,
      DATABASE_URL: postgres.url,
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      GRAPEVINE_SECRET: randomBytes(32).toString('hex'),
    },
    postmaster: async () => postgres.pid,
    redis: redis.pid,
    stop: async () => {
      await redis.stop();
      await postgres.stop();
    },
  };
}

/** A Redis that writes to disk as the product asks of one: append-only, synced every second, nothing evicted. */
async function startRedis(folder: string): Promise<{ port: number; pid: number; stop(): Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', [...args, '--save', ''], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  await Promise.race([
    once(child, 'spawn'),
    once(child, 'error').then(() => {
      throw new Error(
        'There is no redis-server on PATH. Install one (apt-get install redis-server), or use --profile embedded.',
      );
    }),
  ]);
  await untilListening(port);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
  };
  return { port, pid: child.pid as number, stop };
}

/** A port of this machine that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const answers = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (answers) return;
    await sleep(50);
  }
  throw new Error(`Nothing listens on port ${port} after five seconds.`);
}

const readPid = async (path: string): Promise<number> => Number((await readFile(path, 'utf8')).split('\n')[0]);
