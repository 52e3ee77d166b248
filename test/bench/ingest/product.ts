import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Status } from '@grapevine/contracts';
import { freePort } from './engines.js';
import { type Counters, parseCounters } from './prometheus.js';

const READY_WITHIN_MS = 60_000;
const BUSY_FOR_MS = 60_000;

/** The real server, as a process of its own. */
export class Product {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    readonly key: string,
    /** Milliseconds from its start to ready. */
    readonly readyAfterMs: number,
  ) {}

  /**
   * Starts `node dist/apps/api/src/main.js` and waits until it is ready.
   *
   * @param nodeArguments such as --cpu-prof
   * @throws Error when it does not get ready; what it said is on standard error
   */
  static async start(
    root: string,
    environment: Readonly<Record<string, string>>,
    nodeArguments: readonly string[],
  ): Promise<Product> {
    const started = performance.now();
    const port = await freePort();
    const key = environment.GRAPEVINE_BOOTSTRAP_KEY ?? randomBytes(24).toString('hex');
    const env = {
      ...process.env,
      ...environment,
      PORT: String(port),
      GRAPEVINE_BOOTSTRAP_KEY: key,
      GRAPEVINE_DEMO: 'off',
      LOG_LEVEL: 'warn',
      // As npm start sets it: the embedded warehouse holds a thread for each running query.
      UV_THREADPOOL_SIZE: '16',
    };
    const program = [...nodeArguments, '--enable-source-maps', join(root, 'dist/apps/api/src/main.js')];
    const child = spawn(process.execPath, program, { cwd: root, env, stdio: ['ignore', 2, 2] });
    while (!(await isReady(port))) {
      const late = performance.now() - started > READY_WITHIN_MS;
      if (late) child.kill('SIGKILL');
      if (late || child.exitCode !== null) throw new Error('The server did not get ready; what it said is above.');
      await sleep(50);
    }
    return new Product(child, port, key, performance.now() - started);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  async status(): Promise<Status> {
    return Status.parse(await (await this.get('/v1/status')).json());
  }

  async counters(): Promise<Counters> {
    return parseCounters(await (await this.get('/metrics')).text());
  }

  /** Waits until every acknowledged event is in every answer; @returns when that was seen, epoch milliseconds */
  async settled(): Promise<number> {
    while ((await this.status()).pipeline.pending_events > 0) await sleep(100);
    return performance.timeOrigin + performance.now();
  }

  /** Asks again while the server is too busy to answer (503): that too is time in which nothing is visible. */
  async get(path: string): Promise<Response> {
    const ask = () =>
      fetch(`http://127.0.0.1:${this.port}${path}`, { headers: { authorization: `Bearer ${this.key}` } });
    let response = await ask();
    for (const started = performance.now(); response.status === 503; response = await ask()) {
      await response.arrayBuffer();
      if (performance.now() - started > BUSY_FOR_MS) throw new Error(`GET ${path} answered 503 for a minute.`);
      await sleep(100);
    }
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
    return response;
  }

  async post(path: string, body: unknown): Promise<void> {
    await this.send('POST', path, body);
  }

  async patch(path: string, body: unknown): Promise<void> {
    await this.send('PATCH', path, body);
  }

  async delete(path: string, body: unknown): Promise<void> {
    await this.send('DELETE', path, body);
  }

  private async send(method: string, path: string, body: unknown): Promise<void> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** At once: what it is doing nobody needs. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}
