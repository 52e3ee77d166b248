import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Closers } from './closers.js';
import { Demo } from './web/demo.js';
import {
  changeRanges,
  hoverOverChart,
  type Load,
  load,
  SCREEN,
  scriptOfStart,
  scriptUntil,
  seenBy,
} from './web/visit.js';

// npm run bench:web: what the overview of the demo takes in a real browser. See docs/performance.md.
const ROOT = join(import.meta.dirname, '..', '..', '..');
const RUNS = 5;
/** How many times slower the processor is made for what is measured in time. */
const SLOWDOWN = 4;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

interface Line {
  readonly what: string;
  readonly value: number;
  /** Undefined where none is set: for comparison. */
  readonly limit: number | undefined;
  readonly unit: 'kB' | 'ms' | '' | 'requests';
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const kilobytes = (took: Load, time: number): number => scriptUntil(took, time) / 1_000;

const closers = new Closers();
try {
  console.log('Filling the demo: about a minute.');
  const demo = await Demo.start(ROOT);
  closers.add(() => demo.remove());
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  closers.add(() => browser.close());
  const [name, value] = demo.cookie;
  const cookie = { name, value, domain: '127.0.0.1', path: '/', expires: -1, httpOnly: true, secure: false };
  const storageState = { cookies: [{ ...cookie, sameSite: 'Lax' as const }], origins: [] };

  const quick: Load[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { page, took } = await load(browser, demo.url, { storageState });
    quick.push(took);
    await page.context().close();
  }
  const slow: { load: Load; interaction: number; hover: number; layoutShift: number }[] = [];
  for (let run = 0; run < RUNS; run++) {
    const opened = await load(browser, demo.url, { storageState }, SLOWDOWN);
    await changeRanges(opened.page);
    await hoverOverChart(opened.page);
    const { interaction, hover, layoutShift } = await seenBy(opened.page);
    slow.push({ load: opened.took, interaction, hover, layoutShift });
    await opened.page.context().close();
  }
  const all = [...quick, ...slow.map((it) => it.load)];
  const lines: Line[] = [
    {
      what: 'script until the first paint',
      value: median(quick.map((took) => kilobytes(took, took.firstPaint))),
      limit: 110,
      unit: 'kB',
    },
    {
      what: 'script that the app starts from',
      value: median(quick.map((took) => scriptOfStart(took) / 1_000)),
      limit: 110,
      unit: 'kB',
    },
    {
      what: 'script until the sentence',
      value: median(quick.map((took) => kilobytes(took, took.largestPaint))),
      limit: undefined,
      unit: 'kB',
    },
    {
      what: 'script until the first chart',
      value: median(quick.map((took) => kilobytes(took, took.firstChart ?? Number.NaN))),
      limit: 250,
      unit: 'kB',
    },
    {
      what: 'requests to the API',
      value: Math.max(...all.map((took) => took.requests.length)),
      limit: 6,
      unit: 'requests',
    },
    {
      what: 'layout shift, with all interactions',
      value: Math.max(...slow.map((it) => it.layoutShift)),
      limit: 0.05,
      unit: '',
    },
    { what: 'largest paint', value: median(slow.map((it) => it.load.largestPaint)), limit: 2_000, unit: 'ms' },
    {
      what: 'change of range, until it is seen',
      value: median(slow.map((it) => it.interaction)),
      limit: 150,
      unit: 'ms',
    },
    { what: 'longest hover over a chart', value: median(slow.map((it) => it.hover)), limit: 150, unit: 'ms' },
  ];
  print(lines);
  console.log(`\nRequests of the overview:\n${(quick[0]?.requests ?? []).map((path) => `  ${path}`).join('\n')}`);
} finally {
  await closers.close();
}

function print(lines: readonly Line[]): void {
  console.log(`\nThe overview of the demo, ${SCREEN.width} x ${SCREEN.height}, empty cache, scripts as gzip.`);
  console.log(
    `Medians of ${RUNS} visits; times with the processor made ${SLOWDOWN} times slower, scripts without that.\n`,
  );
  for (const { what, value, limit, unit } of lines) {
    const text = value.toLocaleString('en-US', { maximumFractionDigits: unit === '' ? 4 : 1 });
    const verdict = limit === undefined ? '' : `limit ${limit}  ${value <= limit ? 'holds' : 'OVER'}`;
    console.log(`  ${what.padEnd(38)} ${text.padStart(8)} ${unit.padEnd(8)} ${verdict}`.trimEnd());
  }
}
