import type { Page } from 'playwright-core';
import { patience } from './patience.js';

/** The table twins of a page by the ids of their charts: the texts of their cells, row by row. */
export type PageTables = Readonly<Record<string, readonly (readonly string[])[]>>;

/** What a cell must say: null is no data, undefined is nothing at all. */
export type Expected = number | null | undefined;

const READ = `Object.fromEntries([...document.querySelectorAll('figure[data-chart]')].map((figure) => [
  figure.dataset.chart,
  [...figure.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText)),
]))`;
const HEIGHT = 'document.documentElement.scrollHeight';

/** Opens a page with its charts turned over, goes down it once, since what lies below asks when it is near, and reads every table. */
export async function readTables(page: Page, address: string, charts: readonly string[]): Promise<PageTables> {
  const target = new URL(address);
  for (const chart of charts) target.searchParams.append('table', chart);
  await page.goto(target.href);
  await page.locator('h1').first().waitFor();
  for (let y = 0; y <= (await page.evaluate<number>(HEIGHT)); y += 500) {
    await page.evaluate(`window.scrollTo(0, ${y})`);
    await page.waitForTimeout(100);
  }
  for (const chart of charts) {
    const figure = page.locator(`figure[data-chart="${chart}"][aria-busy="false"]`);
    await figure.scrollIntoViewIfNeeded({ timeout: patience(30_000) });
  }
  return page.evaluate<PageTables>(READ);
}

/** Units of time as they are written, in seconds. */
const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, min: 60, hr: 3_600, day: 86_400, wk: 604_800 };

/** A number as it is written for people, and the half of its last digit. */
function readNumber(text: string): { value: number; within: number } | undefined {
  const found = /[+−-]?\d[\d,]*(\.\d+)?/.exec(text);
  if (!found) return undefined;
  const unit = Object.keys(SECONDS).find((name) => text.includes(` ${name}`));
  const scale = /%|pp/.test(text) ? 100 : 1 / (SECONDS[unit ?? ''] ?? 1);
  const value = Number(found[0].replaceAll(/[,+]/g, '').replace('−', '-')) / scale;
  const digits = found[1] ? found[1].length - 1 : 0;
  return { value, within: (0.5 * 10 ** -digits) / scale + 1e-9 };
}

/** Whether a text says a number, to as many digits as it shows. */
export function says(text: string, expected: Expected): boolean {
  const read = readNumber(text);
  if (expected === undefined || expected === null) return read === undefined;
  return read !== undefined && Math.abs(read.value - expected) <= read.within;
}

/** The cells that say something else than they must, as `row 3, column 2: 164 instead of 255`. */
export function disagreements(shown: readonly (readonly string[])[], rows: readonly (readonly Expected[])[]): string[] {
  if (shown.length !== rows.length) return [`${shown.length} rows instead of ${rows.length}`];
  return rows.flatMap((cells, row) =>
    cells.flatMap((expected, column) => {
      const text = shown[row]?.[column] ?? '(no cell)';
      return says(text, expected) ? [] : [`row ${row}, column ${column}: ${text} instead of ${expected}`];
    }),
  );
}
