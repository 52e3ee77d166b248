import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { OBSERVER, type Seen } from './observer.js';

/** The screen of a notebook, on which the overview is looked at. */
export const SCREEN = { width: 1440, height: 900 };

/** What loading a page took. */
export interface Load extends Seen {
  /** Every request to the API until nothing more was asked for half a second: polls and repetitions count as well. */
  readonly requests: readonly string[];
}

const READY_MS = 60_000;
/** A window that has just been opened starts processes of its own, which take a processor for a second: people open pages in windows that are there. */
const SETTLED_MS = 2_000;

/** @returns what the page has seen so far */
export const seenBy = (page: Page): Promise<Seen> => page.evaluate<Seen>('window.seenByBench()');

/**
 * Opens a page in a browser that has never been there, up to its first chart and then until it asks nothing.
 * @param options whose page it is, beside the size of the screen
 * @param slowdown how many times slower the processor is made
 */
export async function load(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  slowdown = 1,
): Promise<{ page: Page; took: Load }> {
  const { extraHTTPHeaders, ...others } = options;
  // gzip, as most of the world gets it; this server would give a browser on the same machine something smaller.
  const headers = { 'accept-encoding': 'gzip', ...extraHTTPHeaders };
  const context = await browser.newContext({ viewport: SCREEN, ...others, extraHTTPHeaders: headers });
  const page = await context.newPage();
  await page.addInitScript(OBSERVER);
  const session = await context.newCDPSession(page);
  await page.waitForTimeout(SETTLED_MS);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const requests: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/v1/')) requests.push(pathname + search);
  });
  await page.goto(address);
  await page.locator('figure svg.recharts-surface path').first().waitFor({ state: 'attached', timeout: READY_MS });
  await page.waitForLoadState('networkidle');
  return { page, took: { ...(await seenBy(page)), requests: [...requests] } };
}

/** What the app starts from: the files that index.html names, and the words of one language. */
const STARTS_FROM = /\/(theme|ahead|assets\/(rolldown-runtime|start|en)-[\w-]+)\.js$/;

/** Bytes of script that the app needs before it can draw anything; the page that it draws comes beside the words. */
export const scriptOfStart = ({ scripts }: Seen): number =>
  scripts.filter(({ name }) => STARTS_FROM.test(name)).reduce((sum, { bytes }) => sum + bytes, 0);

/** Bytes of script as they were transferred, until a time. */
export const scriptUntil = ({ scripts }: Seen, time: number): number =>
  scripts.filter(({ at }) => at <= time).reduce((sum, { bytes }) => sum + bytes, 0);

/** Ranges by their keys, one after the other, each until its numbers are there. */
export async function changeRanges(page: Page): Promise<void> {
  for (const key of ['y', 'a', 'm']) {
    await page.keyboard.press(key);
    await settled(page);
  }
}

/** Over the main chart from its left to its right. */
export async function hoverOverChart(page: Page): Promise<void> {
  const box = await page.getByRole('application').first().boundingBox();
  if (!box) throw new Error('There is no chart to move over.');
  for (let part = 1; part <= 9; part++) {
    await page.mouse.move(box.x + (box.width * part) / 10, box.y + box.height / 2);
    await page.waitForTimeout(100);
  }
}

async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(200);
  await page.locator('figure[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: READY_MS });
}
