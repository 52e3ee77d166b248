import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from './api-client.js';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'api', 'src', 'main.js');

export const BOOTSTRAP_KEY = 'test-bootstrap-key-0123456789-0123456789';

export interface GrapevineOptions {
  readonly role?: 'all' | 'api' | 'worker';
  /** Kept after stop() if given; else a temporary folder that remove() deletes. */
  readonly dataDir?: string;
  readonly port?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** The product as a user starts it: the built program in a process of its own. */
export class GrapevineProcess {
  readonly output: string[] = [];
  private child: ChildProcess | undefined;

  private constructor(
    readonly dataDir: string,
    readonly port: number,
    private readonly options: GrapevineOptions,
  ) {}

  /** Prepares a process; start() starts it, as often as wanted. */
  static async prepare(options: GrapevineOptions = {}): Promise<GrapevineProcess> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'grapevine-test-')));
    return new GrapevineProcess(dataDir, options.port ?? (await freePort()), options);
  }

  /** Starts a process and waits until it is ready. */
  static async start(options: GrapevineOptions = {}): Promise<GrapevineProcess> {
    const grapevine = await GrapevineProcess.prepare(options);
    await grapevine.start();
    return grapevine;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error('Grapevine is not running.');
    return this.child.pid;
  }

  /** The API with the bootstrap key. */
  get api(): ApiClient {
    return new ApiClient(this.url, BOOTSTRAP_KEY);
  }

  get log(): string {
    return this.output.join('');
  }

  /** @throws Error with the process' output when it ends before it is ready */
  async start(): Promise<void> {
    this.spawn();
    await this.ready();
  }

  spawn(): void {
    this.child = spawn(process.execPath, ['--enable-source-maps', MAIN, this.options.role ?? 'all'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        LOG_LEVEL: 'info',
        UV_THREADPOOL_SIZE: '16',
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        GRAPEVINE_BOOTSTRAP_KEY: BOOTSTRAP_KEY,
        GRAPEVINE_DEMO: 'off',
        ...this.options.environment,
      },
    });
    const collect = (chunk: Buffer) => this.output.push(chunk.toString());
    this.child.stdout?.on('data', collect);
    this.child.stderr?.on('data', collect);
  }

  async ready(patienceMs = 60_000): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (this.child?.exitCode !== null) throw new Error(`Grapevine ended with ${this.child?.exitCode}:\n${this.log}`);
      const signal = AbortSignal.timeout(10_000);
      const response = await fetch(`${this.url}/health/ready`, { signal }).catch(() => undefined);
      if (response?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Grapevine was not ready within ${patienceMs} ms:\n${this.log}`);
  }

  /** @returns the exit code, once the process has ended by itself */
  async ended(): Promise<number | null> {
    const { child } = this;
    if (!child) return null;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  }

  /** Ends the process as an operator does, and waits. */
  async stop(): Promise<number | null> {
    if (this.child?.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    return this.ended();
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.ended();
  }

  /** Stops the process and deletes its folder. */
  async remove(): Promise<void> {
    await this.stop();
    if (this.options.dataDir === undefined) await rm(this.dataDir, { recursive: true, force: true });
  }
}
