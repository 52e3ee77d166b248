import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endProcess } from './embedded-postgres-processes.js';
import { freePort } from './grapevine-process.js';
import { pathOf } from './requirements.js';

export interface RedisOptions {
  readonly appendonly?: 'yes' | 'no';
  /**
   * With `everysec` a killed server can lose what it acknowledged in its last two seconds: it puts writing off while the
   * disk is busy. A test that kills it and counts acknowledgements needs `always`.
   */
  readonly appendfsync?: 'always' | 'everysec' | 'no';
  readonly maxmemoryPolicy?: string;
}

const PATIENCE_MS = 20_000;

/** A real redis-server (or valkey-server) of this test alone, as the documentation asks for one: durable, nothing evicted. */
export class RedisServer {
  private child: ChildProcess | undefined;
  private readonly said: string[] = [];

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly options: RedisOptions,
  ) {}

  static async start(options: RedisOptions = {}): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'grapevine-redis-'));
    const server = new RedisServer(await freePort(), folder, options);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, again if it was stopped or killed: same port, same data. Resolves when it answers. */
  async start(): Promise<void> {
    const { appendonly = 'yes', appendfsync = 'everysec', maxmemoryPolicy = 'noeviction' } = this.options;
    // biome-ignore format: options with their values
    const child = spawn(pathOf('redis'), [
      '--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', '',
      '--appendonly', appendonly, '--appendfsync', appendfsync, '--maxmemory-policy', maxmemoryPolicy,
    ], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => this.said.push(String(text)));
    this.child = child;
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await answers(this.port))) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`Redis does not start:\n${this.said.join('')}`);
      await delay(20);
    }
  }

  /** Ends it in order; its data stays. */
  async stop(): Promise<void> {
    if (this.child) await endProcess(this.child, 'SIGTERM');
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    if (this.child) await endProcess(this.child, 'SIGKILL');
  }

  /** Stops it and deletes its data. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Whether the server has loaded its data and serves: until then it refuses the connection or answers -LOADING. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const say = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (data) => say(data.toString().startsWith('+PONG')));
    socket.once('error', () => say(false));
    socket.setTimeout(1_000, () => say(false));
  });
}
