import type { SignInLink } from '@grapevine/contracts';
import { METRICS } from '@grapevine/metrics';
import { DEMO, simulate, type WireEvent } from '@grapevine/simulator';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { de } from '../../apps/web/src/app/words/de.js';
import { en } from '../../apps/web/src/app/words/en.js';
import { exportsDe } from '../../apps/web/src/pages/exports/words/de.js';
import { exportsEn } from '../../apps/web/src/pages/exports/words/en.js';
import { openBrowser } from '../support/browser.js';
import { runToEnd, saveExport } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { describeWith } from '../support/requirements.js';
import { foreignIn, textsOf } from '../support/words-of.js';

const EVENTS = 6_000;
/** So high that whatever waits until it comes near to the screen is there. */
const HEIGHT = 9_000;
const WRONG = [
  ...[en, exportsEn].flatMap((words) => Object.values(textsOf(words))),
  ...METRICS.flatMap(({ name, text }) => [name, text]),
];
const RIGHT = [de, exportsDe].flatMap((words) => Object.values(textsOf(words)));

const PAGES = [
  '/',
  '/signups',
  '/retention?cohort=signed_up&mode=on_or_after',
  '/delivery',
  '/explore?metric=activation_7d&by=platform',
  '/data-health',
  '/exports',
  '/exports?new=1',
  '/settings',
  '/nowhere',
];

interface Faults {
  /** What is said in English. */
  english: readonly string[];
  /** Buttons that say an id in the place of a name. */
  ids: readonly string[];
  /** What failed. */
  failures: readonly string[];
  /** By how many pixels the page is wider than its screen. */
  overflow: number;
}
const NONE: Faults = { english: [], ids: [], failures: [], overflow: 0 };

/** All that a page says, also to those who hear it, line by line; not what it says in the server's own English words. */
const SAID = `(() => {
  const lines = 'title, h1, h2, h3, p, li, dt, dd, th, td, button, label, legend, summary, option, text';
  const isEnglish = (element) => element.closest('body [lang="en"], script, style, code, pre') !== null;
  const elements = [...document.querySelectorAll('title, body *')].filter((element) => !isEnglish(element));
  const texts = elements.flatMap((element) => [
    ...(element.matches(lines) && element.querySelector(lines) === null ? [element.textContent] : []),
    ...[...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
    ...['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
  ]);
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '');
})()`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const CHARTS = "[...document.querySelectorAll('figure[data-chart]')].map(({ dataset }) => dataset.chart)";

describeWith(['chromium'], 'every page in German', () => {
  let grapevine: GrapevineProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    browser = await openBrowser();
    page = await (await browser.newContext({ locale: 'de-DE' })).newPage();
    page.setDefaultTimeout(patience(15_000));
    const { body: link } = await grapevine.api.request<SignInLink>('POST', '/v1/sign-in-links');
    await page.goto(`${grapevine.url}/sign-in#token=${link.token}`);
    await page.waitForURL(`${grapevine.url}/`);
  }, patience(120_000));

  afterAll(async () => {
    await browser?.close();
    await grapevine?.remove();
  });

  /** Waits until a page has all that it asks for. */
  async function settled(): Promise<void> {
    await page.locator('h1, h2').first().waitFor();
    await page.locator('figure[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await page.waitForLoadState('networkidle');
  }

  /** By how many pixels the page is wider than its screen, once its charts have taken the width of the screen. */
  const overflow = (): Promise<number> =>
    page.waitForFunction(`${OVERFLOW} <= 0`, undefined, { timeout: patience(3_000) }).then(
      () => 0,
      () => page.evaluate<number>(OVERFLOW),
    );

  async function faults(width: number): Promise<Faults> {
    const said = await page.evaluate<string[]>(SAID);
    expect([page.url(), width, said.length > 10]).toEqual([page.url(), width, true]);
    const buttons = await page.getByRole('button').allInnerTexts();
    return {
      english: foreignIn(said, WRONG, RIGHT),
      failures: await page.getByRole('alert').allInnerTexts(),
      ids: buttons.filter((text) => /[a-z]_[a-z0-9]/.test(text)),
      overflow: await overflow(),
    };
  }
  async function go(path: string, width: number): Promise<void> {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.goto(grapevine.url + path);
    await settled();
  }

  it('tells English from German', () => {
    const english = ['Settings', 'Download CSV: Within a day', 'Data through 6 Jan 2014', 'Active members'];
    const both = ['Einstellungen', 'Stickiness', 'Live', 'Android', '12 s'];
    expect(foreignIn([...english, ...both], WRONG, RIGHT)).toEqual(english);
  });

  it(
    'says nothing in English before the first event, and when signing in',
    async () => {
      for (const path of ['/', '/sign-in']) {
        await go(path, 1280);
        expect([path, 1280, await faults(1280)]).toEqual([path, 1280, NONE]);
        await page.setViewportSize({ width: 360, height: HEIGHT });
        expect([path, 360, await faults(360)]).toEqual([path, 360, NONE]);
      }
    },
    patience(60_000),
  );

  it(
    'says nothing in English, and fits a screen and a phone, with its charts and with their tables',
    async () => {
      const { api } = grapevine;
      await api.request('PATCH', '/v1/workspace', { name: 'Postbote' });
      await api.send([{ type: 'member.active', member_id: 'ann', occurred_at: 'gestern' }]);
      await api.sendAll(first(EVENTS), 3_000);
      await api.request('POST', '/v1/annotations', { date: '2010-03-01', text: 'Ein Start' });
      await api.request('POST', '/v1/exclusions', { member_ids: ['ann'], reason: 'Probe' });
      await api.drained();
      const range = { kind: 'fixed', from: '2010-01-01', to: '2010-12-31' } as const;
      const { id } = await saveExport(api, { name: 'Wachstum', question: { of: 'growth', parameters: {} }, range });
      await runToEnd(api, id);
      for (const path of [...PAGES, `/exports?export=${id}`, `/exports?export=${id}&edit=1`]) {
        await go(path, 1280);
        expect([path, 'charts', await faults(1280)]).toEqual([path, 'charts', NONE]);
        await page.setViewportSize({ width: 360, height: HEIGHT });
        expect([path, 'charts', 360, await overflow()]).toEqual([path, 'charts', 360, 0]);
        const charts = await page.evaluate<string[]>(CHARTS);
        const tables = new URL(path, grapevine.url);
        for (const chart of charts) tables.searchParams.append('table', chart);
        if (charts.length > 0) await go(tables.pathname + tables.search, 360);
        expect([path, 'tables', await faults(360)]).toEqual([path, 'tables', NONE]);
      }
    },
    patience(120_000),
  );

  it(
    'says nothing in English in what opens: menu, range, filter, the list of shortcuts, the values of a chart',
    async () => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(grapevine.url);
      await settled();
      await page.getByRole('application').first().focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      for (const name of [de.menu.open, de.range.label, de.filter.label]) {
        await page
          .getByRole('button', { name: new RegExp(`^${name}`) })
          .first()
          .click();
        await settled();
        expect([name, await faults(1280)]).toEqual([name, NONE]);
        await page.keyboard.press('Escape');
      }
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: de.shortcuts.title }).waitFor();
      expect(await faults(1280)).toEqual(NONE);
    },
    patience(60_000),
  );
});

/** The first events of the demo's log: sign-ups, invitations, messages and their receipts. */
function first(count: number): WireEvent[] {
  const events: WireEvent[] = [];
  for (const event of simulate(DEMO)) {
    if (events.length === count) break;
    events.push(event);
  }
  return events;
}
