// npm run screenshots [-- folder]: pictures of every page, light and dark, wide and narrow, of the demo that a first start fills.
import './ready/node-version.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { prepare, ROOT } from './ready/prepare.mjs';

const PAGES = {
  growth: '/',
  signups: '/signups',
  retention: '/retention',
  delivery: '/delivery',
  explore: '/explore?by=platform',
  'data-health': '/data-health',
  exports: '/exports',
  'new-export': '/exports?new=1&of=growth',
  settings: '/settings',
  'sign-in': '/sign-in',
};
const WIDTHS = [1440, 360];
const SCHEMES = ['light', 'dark'];
const QUARTER = { kind: 'fixed', from: '2013-10-01', to: '2013-12-31' };
/** What there is to see on the page of exports: one that arrives, and one that cannot. */
const EXPORTS = [
  {
    name: 'Growth by platform',
    question: { of: 'growth', parameters: { grain: 'month', by: 'platform' } },
    range: QUARTER,
    schedule: { kind: 'first_weekday', time: '06:30' },
    destination: { kind: 'folder', path: 'growth' },
  },
  {
    name: 'Events for the data team',
    question: { of: 'events', parameters: {} },
    range: QUARTER,
    format: 'parquet',
    destination: { kind: 'webhook', url: 'https://localhost/events', secret: 'of-nobody-and-long-enough' },
  },
];
const READY_MS = 120_000;
const FILLED_MS = 600_000;
const ANSWERED_MS = 120_000;

const folder = process.argv[2] ?? join(ROOT, 'screenshots');
await prepare(['server', 'web']);
await mkdir(folder, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'grapevine-screenshots-'));
const port = await freePort();
const { server, link } = await start();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const { state, exportId } = await signIn();
  const pages = { ...PAGES, export: `/exports?export=${exportId}` };
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) await takeAll(pages, state, colorScheme, width);
  }
  console.log(`The pictures are in ${folder}.`);
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await once(server, 'exit');
  await rm(dataDir, { recursive: true, force: true });
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address();
  probe.close();
  await once(probe, 'close');
  return free;
}

/** The product as a new user starts it, and the link that it prints. */
async function start() {
  const environment = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), DATA_DIR: dataDir };
  const child = spawn(process.execPath, [join(ROOT, 'dist/apps/api/src/main.js'), 'all'], {
    cwd: ROOT,
    env: { ...environment, LOG_LEVEL: 'warn', UV_THREADPOOL_SIZE: '16', GRAPEVINE_DEMO: 'on' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const found = await until(READY_MS, () => /http:\/\/\S+\/sign-in#token=\S+/.exec(output)?.[0]);
  return { server: child, link: found };
}

/** Signs in, waits until the demo is filled, and runs exports of it. @returns the cookies of the session, and the first export */
async function signIn() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForURL(`http://127.0.0.1:${port}/`);
  await until(FILLED_MS, async () => {
    const status = await page.evaluate(async () => (await fetch('/v1/status')).json());
    return status.filling === null && status.pipeline?.pending_events === 0;
  });
  const ids = await page.evaluate(saveAndRun, EXPORTS);
  await until(ANSWERED_MS, async () => {
    const { data } = await page.evaluate(async () => (await fetch('/v1/exports')).json());
    return data.every(({ last_run }) => ['complete', 'failed'].includes(last_run?.state));
  });
  const state = await context.storageState();
  await context.close();
  return { state, exportId: ids[0] };
}

/** In the browser, as its page would. */
async function saveAndRun(exports) {
  const post = async (path, body) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const ids = [];
  for (const one of exports) {
    const { id } = await post('/v1/exports', one);
    await post(`/v1/exports/${id}/runs`, {});
    ids.push(id);
  }
  return ids;
}

async function takeAll(pages, storageState, colorScheme, width) {
  const context = await browser.newContext({ storageState, colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`http://127.0.0.1:${port}${path}`);
    await page.locator('h1').first().waitFor();
    await seeEverything(page);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
  }
  await context.close();
}

/** Charts further down ask when they come near to the screen: goes down the page once, and waits for all answers. */
async function seeEverything(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y <= height + 2_000; y += 500) {
    await page.evaluate((top) => window.scrollTo(0, top), y);
    await page.waitForTimeout(100);
  }
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForFunction(() => !document.querySelector('figure[aria-busy="true"]'), null, { timeout: ANSWERED_MS });
  await page.waitForTimeout(500);
}

/** Asks every quarter of a second until there is an answer. */
async function until(patienceMs, ask) {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`The server did not come so far within ${patienceMs / 1_000} s.`);
}
