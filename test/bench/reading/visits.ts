import { type Browser, chromium } from 'playwright-core';
import type { Product } from '../ingest/product.js';
import { SCREEN } from '../web/visit.js';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const READY_MS = 60_000;
/** The last chart of the overview, with its numbers. */
const LAST_CHART = 'figure[data-chart="active_by_country"][aria-busy="false"]';
const HEIGHT = 'document.documentElement.scrollHeight';
/** A page that asks nothing for so long asks nothing more. */
const CALM_MS = 500;

/** The overview, and how it is looked at. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'as it opens': '/',
  'the year by day': '/?range=12m&by=day',
  'the year on one platform': '/?range=12m&filter=platform:android',
};

/** A page, and what it asks of the API: at first, and then each time that somebody has scrolled down by a screen. */
export interface Visit {
  readonly name: string;
  readonly steps: readonly (readonly string[])[];
}

/** Opens the pages in a browser and listens to what they ask, so that it is the page's own questions that are measured. */
export async function recordVisits(product: Product): Promise<Visit[]> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const visits: Visit[] = [];
    for (const [name, address] of Object.entries(ADDRESSES)) {
      visits.push({ name, steps: await stepsOf(browser, product, address) });
    }
    return visits;
  } finally {
    await browser.close();
  }
}

/** Each question once: the status is asked for again and again while the page is open. */
async function stepsOf(browser: Browser, { port, key }: Product, address: string): Promise<string[][]> {
  const context = await browser.newContext({ viewport: SCREEN, extraHTTPHeaders: { authorization: `Bearer ${key}` } });
  const page = await context.newPage();
  const [asked, open] = [new Set<string>(), new Set<unknown>()];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    open.add(request);
    if (pathname.startsWith('/v1/')) asked.add(pathname + search);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  const calm = async (): Promise<void> => {
    do await page.waitForTimeout(CALM_MS);
    while (open.size > 0);
  };
  await page.goto(`http://127.0.0.1:${port}${address}`);
  await page.locator('figure').first().waitFor({ timeout: READY_MS });
  await calm();
  const steps: string[][] = [[...asked]];
  for (let y = SCREEN.height; y < (await page.evaluate<number>(HEIGHT)); y += SCREEN.height) {
    const before = asked.size;
    await page.evaluate(`window.scrollTo(0, ${y})`);
    await calm();
    if (asked.size > before) steps.push([...asked].slice(before));
  }
  await page.locator(LAST_CHART).waitFor({ state: 'attached', timeout: READY_MS });
  await context.close();
  return steps;
}
