import type { DataHealth, DeliveryAnswer, RetentionAnswer, SeriesAnswer, Status } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { load, scriptOfStart, scriptUntil } from '../bench/web/visit.js';
import { addKey } from '../support/add-key.js';
import type { ApiClient } from '../support/api-client.js';
import { openBrowser } from '../support/browser.js';
import { collegeMsgEvents, readCollegeMsg } from '../support/college-msg.js';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';
import { PAGE_CHARTS } from '../support/page-questions.js';
import { disagreements, readTables, says } from '../support/page-reading.js';
import { patience } from '../support/patience.js';
import { describeWith, pathOf } from '../support/requirements.js';

interface Workspace {
  readonly grapevine: GrapevineProcess;
  readonly key: string;
}

const WORKSPACES: Readonly<Record<string, () => Promise<Workspace>>> = {
  CollegeMsg: async () => {
    const grapevine = await startPatiently({});
    await grapevine.api.request('PATCH', '/v1/workspace', { activity_types: ['message.sent'] });
    await grapevine.api.sendAll(collegeMsgEvents(readCollegeMsg(pathOf('data'))), 5_000);
    await grapevine.api.drained();
    return { grapevine, key: BOOTSTRAP_KEY };
  },
  'the demo': async () => {
    const environment = { GRAPEVINE_DEMO: 'on', GRAPEVINE_BOOTSTRAP_KEY: '' };
    const grapevine = await startPatiently(environment);
    const key = await addKey(grapevine.dataDir, 'demo');
    await filled(grapevine.api.as(key));
    return { grapevine, key };
  },
};

/** The machine may have much else to do. */
async function startPatiently(environment: NodeJS.ProcessEnv): Promise<GrapevineProcess> {
  const grapevine = await GrapevineProcess.prepare({ environment });
  grapevine.spawn();
  await grapevine.ready(patience(60_000));
  return grapevine;
}

async function filled(api: ApiClient): Promise<void> {
  for (const deadline = Date.now() + patience(120_000); Date.now() < deadline; ) {
    const { filling, pipeline } = await api.status();
    if (filling === null && pipeline.pending_events === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The demo was not filled.');
}

describeWith(['data', 'chromium'], 'every number of every page', () => {
  describe.each(Object.keys(WORKSPACES))('of %s', (name) => {
    let grapevine: GrapevineProcess;
    let api: ApiClient;
    let browser: Browser;
    let page: Page;
    const headers = (): Record<string, string> => ({ authorization: `Bearer ${api.key}` });

    beforeAll(async () => {
      const workspace = await WORKSPACES[name]?.();
      if (!workspace) throw new Error(`There is no workspace ${name}.`);
      grapevine = workspace.grapevine;
      api = grapevine.api.as(workspace.key);
      browser = await openBrowser();
      const viewport = { width: 1440, height: 900 };
      page = await (await browser.newContext({ viewport, locale: 'en-US', extraHTTPHeaders: headers() })).newPage();
      page.setDefaultTimeout(patience(30_000));
    }, patience(240_000));

    afterAll(async () => {
      await browser?.close();
      await grapevine?.remove();
    });

    it.each(Object.entries(PAGE_CHARTS))(
      'is the API’s in the tables of %s',
      async (path, charts) => {
        const shown = await readTables(page, grapevine.url + path, Object.keys(charts));
        expect(Object.keys(shown)).toEqual(Object.keys(charts));
        const wrong: Record<string, string[]> = {};
        for (const [chart, ask] of Object.entries(charts)) {
          const found = disagreements(shown[chart] ?? [], await ask(api));
          if (found.length > 0) wrong[chart] = found.slice(0, 5);
        }
        expect(wrong).toEqual({});
      },
      patience(60_000),
    );

    /** The numbers of the sentence of a page that open where they come from. */
    const sentence = async (path: string): Promise<string[]> => {
      await page.goto(grapevine.url + path);
      const numbers = page.locator('h1 button[popovertarget]');
      await numbers.first().waitFor();
      return numbers.allInnerTexts();
    };
    const isWhole = (row: { complete: boolean; end: string }, through: string | null): boolean =>
      row.complete && row.end <= (through ?? '');
    const agree = (texts: readonly string[], expected: readonly number[]): void => {
      expect(texts.map((text, at) => (says(text, expected[at]) ? expected[at] : text))).toEqual(expected);
    };

    it(
      'is the API’s in the sentences',
      async () => {
        const months = await api.get<SeriesAnswer>('/v1/series?metric=active_members&grain=month');
        const now = months.data.findLastIndex((row) => isWhole(row, months.meta.data_through));
        const [people, before] = [months.data[now]?.value ?? 0, months.data[now - 1]?.value ?? 0];
        agree(await sentence('/'), [people, Math.abs(people - before)]);
        const joined = await api.get<SeriesAnswer>('/v1/series?metric=signups&grain=month');
        const last = joined.data.findLast((row) => isWhole(row, joined.meta.data_through));
        agree(await sentence('/signups'), [last?.value ?? 0]);
        const cohorts = await api.get<RetentionAnswer>('/v1/retention?cohort=first_active&grain=month&periods=13');
        const newest = cohorts.data.findLast((row, at) => {
          const after = cohorts.data[cohorts.data.indexOf(row, at) + 1];
          return (
            after !== undefined && isWhole(after, cohorts.meta.data_through) && row.retained[1] != null && row.size
          );
        });
        agree(await sentence('/retention'), [(newest?.retained[1] ?? 0) / (newest?.size ?? 1)]);
        const weeks = await api.get<DeliveryAnswer>('/v1/delivery?grain=week');
        const week = weeks.data.findLast(
          (row) => isWhole(row, weeks.meta.data_through) && !row.maturing && (row.sent ?? 0) > 0,
        );
        const rate = week?.delivery_rate ?? null;
        agree(await sentence('/delivery'), [...(rate === null ? [] : [rate]), week?.sent ?? 0]);
      },
      patience(60_000),
    );

    it(
      'is the API’s in the figures of Data health',
      async () => {
        await page.goto(`${grapevine.url}/data-health`);
        await page.getByText('Last audit').first().waitFor();
        await page.getByText('Accepted', { exact: true }).waitFor();
        const { events, pipeline } = await api.get<Status>('/v1/status');
        const { sealed, restatements } = await api.get<DataHealth>('/v1/data-health');
        const rejected = Object.values(events.rejected).reduce((sum, count) => sum + count, 0);
        const figures = await page.locator('dl dt + dd').allInnerTexts();
        agree(figures.slice(0, 8), [
          ...[events.accepted, events.stored, events.duplicates, events.conflicting, rejected, pipeline.pending_events],
          ...[sealed.numbers, restatements.count],
        ]);
      },
      patience(60_000),
    );

    it(
      'comes with little: scripts, requests and shifts of the overview',
      async () => {
        const { page: opened, took } = await load(browser, grapevine.url, { extraHTTPHeaders: headers() });
        await opened.context().close();
        expect(took.requests.length).toBeLessThanOrEqual(6);
        expect(scriptOfStart(took)).toBeLessThanOrEqual(110_000);
        expect(scriptUntil(took, took.firstChart ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(250_000);
        // They were seen.
        expect(scriptOfStart(took)).toBeGreaterThan(50_000);
        expect(took.layoutShift).toBeLessThanOrEqual(0.05);
      },
      patience(60_000),
    );

    it(
      'asks for the first numbers, each once, and shows the bar where it will be, before the app is here',
      async () => {
        const context = await browser.newContext({
          viewport: { width: 1000, height: 900 },
          extraHTTPHeaders: headers(),
        });
        const opened = await context.newPage();
        opened.setDefaultTimeout(patience(30_000));
        const asked: string[] = [];
        opened.on('request', (request) => {
          const { pathname, search } = new URL(request.url());
          if (pathname.startsWith('/v1/')) asked.push(pathname + search);
        });
        let letCome: () => void = () => undefined;
        const mayCome = new Promise<void>((resolve) => {
          letCome = resolve;
        });
        await opened.route('**/assets/start-*.js', async (route) => {
          await mayCome;
          await route.continue();
        });
        const answered = opened.waitForResponse((response) => response.url().includes('/v1/series'));
        await opened.goto(grapevine.url, { waitUntil: 'commit' });
        await answered;
        await opened.waitForFunction("getComputedStyle(document.querySelector('.first-bar')).display === 'flex'");
        const mark = await opened.locator('.first-bar svg').boundingBox();
        const first = ['/v1/series?metric=active_members&grain=month', '/v1/workspace', '/v1/status'];
        expect(asked.toSorted()).toEqual(first.toSorted());
        letCome();
        await opened.getByTestId('headline').waitFor();
        expect(await opened.getByRole('banner').getByRole('link').locator('svg').boundingBox()).toEqual(mark);
        expect(asked.filter((path) => path !== '/v1/status' && first.includes(path)).toSorted()).toEqual(
          first.filter((path) => path !== '/v1/status').toSorted(),
        );
        // Simulated data says so in every link.
        const search = name === 'the demo' ? '?workspace=demo' : '';
        for (const path of ['/signups', '/settings']) {
          await opened.locator(`nav a[href="${path}${search}"]`).first().waitFor({ state: 'attached' });
        }
        await context.close();
      },
      patience(60_000),
    );

    it(
      'are not drawn again when the status has no news',
      async () => {
        await page.goto(grapevine.url);
        await page.locator('figure svg.recharts-surface path').first().waitFor({ state: 'attached' });
        await page.waitForLoadState('networkidle');
        await page.evaluate(`
          window.drawnAgain = 0;
          new MutationObserver((changes) => { window.drawnAgain += changes.length; })
            .observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true, characterData: true });
        `);
        for (let poll = 0; poll < 2; poll++)
          await page.waitForResponse((response) => response.url().endsWith('/v1/status'));
        await page.waitForLoadState('networkidle');
        expect(await page.evaluate('window.drawnAgain')).toBe(0);
      },
      patience(60_000),
    );
  });
});
