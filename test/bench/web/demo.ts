import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Session, Status } from '@grapevine/contracts';
import { freePort } from '../ingest/engines.js';

const READY_MS = 120_000;
const FILLED_MS = 600_000;

/** The product as a new user starts it, with the workspace that it fills by itself. */
export class Demo {
  private constructor(
    readonly url: string,
    /** The cookie of somebody who has signed in by the printed link, name and value. */
    readonly cookie: readonly [name: string, value: string],
    private readonly child: ChildProcess,
    private readonly dataDir: string,
  ) {}

  /** Starts it, and waits until the demo is filled. */
  static async start(root: string): Promise<Demo> {
    const dataDir = await mkdtemp(join(tmpdir(), 'grapevine-bench-web-'));
    const port = await freePort();
    const environment = { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
    const child = spawn(process.execPath, [join(root, 'dist/apps/api/src/main.js')], {
      cwd: root,
      env: { ...environment, UV_THREADPOOL_SIZE: '16', GRAPEVINE_DEMO: 'on', GRAPEVINE_BOOTSTRAP_KEY: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = `http://127.0.0.1:${port}`;
    const demo = new Demo(url, await signIn(url, await printedToken(child)), child, dataDir);
    await demo.filled();
    return demo;
  }

  async remove(): Promise<void> {
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async filled(): Promise<void> {
    for (const deadline = Date.now() + FILLED_MS; Date.now() < deadline; await sleep(500)) {
      const response = await fetch(`${this.url}/v1/status`, { headers: { cookie: this.cookie.join('=') } });
      const status = Status.safeParse(await response.json());
      if (status.success && status.data.filling === null && status.data.pipeline.pending_events === 0) return;
    }
    throw new Error(`The demo was not filled within ${FILLED_MS / 1_000} s.`);
  }
}

async function printedToken(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(100)) {
    const token = /sign-in#token=(\S+)/.exec(output)?.[1];
    if (token !== undefined) return token;
    if (child.exitCode !== null) break;
  }
  throw new Error(`The server printed no sign-in link:\n${output}`);
}

async function signIn(url: string, token: string): Promise<[string, string]> {
  const response = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token }),
  });
  Session.parse(await response.json());
  const [name = '', value = ''] = (response.headers.get('set-cookie') ?? '').split(';', 1)[0]?.split('=') ?? [];
  return [name, value];
}
