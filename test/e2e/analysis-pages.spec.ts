import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { DeliveryAnswer, GrowthAnswer, RetentionAnswer } from '@grapevine/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { collegeMsgEvents, readCollegeMsg } from '../support/college-msg.js';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { comparePictures, findRings, type TakenPicture } from '../support/pictures.js';
import { describeWith, pathOf } from '../support/requirements.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Numbers of a page against those of the API, with the data of CollegeMsg: 59,835 messages that nobody ever confirmed. */
describeWith(['data', 'chromium'], 'the pages of analysis in a real browser', () => {
  let grapevine: GrapevineProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    const { api } = grapevine;
    await api.request('PATCH', '/v1/workspace', { name: 'CollegeMsg', activity_types: ['message.sent'] });
    await api.sendAll(collegeMsgEvents(readCollegeMsg(pathOf('data'))), 5_000);
    await api.drained();
    browser = await openBrowser();
    page = await openPage(1280);
  }, patience(120_000));

  afterAll(async () => {
    await browser?.close();
    await grapevine?.remove();
  });

  /** A fresh browser, let in by the key. */
  async function openPage(width: number, deviceScaleFactor = 1): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      deviceScaleFactor,
      acceptDownloads: true,
      extraHTTPHeaders: { authorization: `Bearer ${BOOTSTRAP_KEY}` },
    });
    const opened = await context.newPage();
    opened.setDefaultTimeout(patience(30_000));
    return opened;
  }

  const go = (path: string): Promise<unknown> => page.goto(grapevine.url + path);
  const figure = (name: string): Locator => page.getByRole('figure', { name });
  /** A chart is asked for once it is near to the screen. */
  async function scrollTo(name: string): Promise<Locator> {
    for (let tries = 0; tries < 20 && (await figure(name).count()) === 0; tries++) await page.mouse.wheel(0, 500);
    await figure(name).scrollIntoViewIfNeeded();
    return figure(name);
  }
  /** The table twin: its rows as they are read, oldest first, without the heads. */
  async function table(name: string): Promise<string[][]> {
    const card = await scrollTo(name);
    await card.locator('label', { hasText: /^Table$/ }).click();
    // The chart of retention is a table too; only the twin can be sorted.
    await card.locator('thead button').first().waitFor();
    const rows = await card.locator('tbody tr').all();
    const cells = await Promise.all(rows.map((row) => row.locator('td').allInnerTexts()));
    return cells.reverse();
  }
  const number = (text: string | undefined): number => Number((text ?? '').replaceAll(/[,+]/g, '').replace('−', '-'));

  it(
    'growth accounting is the API’s, and adds up under the chart',
    async () => {
      await go('/');
      const card = await scrollTo('Where growth comes from');
      await card.getByText('287 in the period before').waitFor();
      expect(await card.textContent()).toMatch(
        /287 in the period before \+ 23 new \+ 61 resurrected − 116 churned = 255/,
      );
      const { data } = await grapevine.api.get<GrowthAnswer>('/v1/growth?grain=month');
      const shown = (await table('Where growth comes from')).map((cells) => cells.slice(0, 5).map(number));
      expect(shown).toEqual(data.map((row) => [row.active, row.new, row.resurrected, 0 - (row.churned ?? 0), row.net]));
    },
    patience(60_000),
  );

  it(
    'signups, retention and delivery say what the API says',
    async () => {
      await go('/retention?grain=month');
      const retention = await grapevine.api.get<RetentionAnswer>(
        '/v1/retention?cohort=first_active&grain=month&mode=on&periods=13',
      );
      const cohorts = retention.data.filter(({ size }) => size);
      const shown = (await table('Who comes back')).map((cells) => cells.filter((text) => text !== '').map(number));
      const known = ({ size, retained }: RetentionAnswer['data'][number]) => [
        size,
        ...retained.filter((it) => it !== null),
      ];
      expect(shown).toEqual(cohorts.map(known));

      await go('/delivery?grain=month');
      const delivery = await grapevine.api.get<DeliveryAnswer>('/v1/delivery?grain=month');
      const sent = (await table('From sent to read')).map(([text]) => number(text));
      expect(sent).toEqual(delivery.data.map((row) => row.sent));
      // Nobody confirmed anything: that is no rate of 0%.
      expect(await page.getByTestId('sentence').textContent()).toContain('No channel reported whether they arrived');
      await go('/signups');
      await page.getByText('No sign-up was reported in this range').first().waitFor();
    },
    patience(60_000),
  );

  it(
    'any metric is a link; its CSV is the API’s answer',
    async () => {
      await go('/explore?metric=new_members&grain=week&range=all');
      const card = figure('New members');
      await card.getByRole('button', { name: 'Download CSV' }).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        card.getByRole('button', { name: 'Download CSV' }).click(),
      ]);
      const question = '/v1/series?metric=new_members&grain=week&from=2004-04-15&to=2004-10-26';
      const headers = { authorization: `Bearer ${BOOTSTRAP_KEY}` };
      const answer = await fetch(`${grapevine.url}${question}&format=csv`, { headers });
      expect(await readFile(await download.path(), 'utf8')).toBe(await answer.text());
      expect(await page.getByText('curl -s').textContent()).toContain(question);
    },
    patience(60_000),
  );

  it.each(['light', 'dark'] as const)(
    'a chart is taken along as the picture that is seen in the %s',
    async (colorScheme) => {
      const seen = await openPage(1280, 2);
      await seen.emulateMedia({ colorScheme });
      const complaints: string[] = [];
      seen.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      const simulated = await takenPicture(seen, '/', 'People active each month', true);
      const taken = await takenPicture(seen, '/', 'People active each month');
      expect(taken.name).toBe('active_members.png');
      const found = await comparePictures(seen, taken);
      expect(found.differing).toBeLessThan(0.002);
      // October is not over: its point is a ring.
      expect(found.hollow.length).toBeGreaterThan(0);
      for (const { middle, ring } of found.hollow) {
        expect(middle).toEqual(found.background);
        expect(ring).not.toEqual(found.background);
      }
      expect(found.title).toBeGreaterThan(100);
      expect((await comparePictures(seen, simulated)).about).toBeGreaterThan(found.about + 50);
      // Made of HTML and not of SVG.
      const cohorts = await takenPicture(seen, '/retention', 'Who comes back');
      expect((await comparePictures(seen, cohorts)).differing).toBeLessThan(0.002);
      expect(complaints).toEqual([]);
      await seen.context().close();
    },
    patience(60_000),
  );

  /** A chart as a picture, and as the screen shows it. */
  async function takenPicture(seen: Page, path: string, title: string, simulated = false): Promise<TakenPicture> {
    await seen.route('**/v1/workspace', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), simulated } });
    });
    await seen.goto(grapevine.url + path);
    const card = seen.getByRole('figure', { name: title });
    const button = card.getByRole('button', { name: 'Download PNG' });
    await button.waitFor();
    await seen.waitForLoadState('networkidle');
    const [download] = await Promise.all([seen.waitForEvent('download'), button.click()]);
    const chart = card.locator('> div').first();
    const hollow = await findRings(seen, `[data-chart="${await card.getAttribute('data-chart')}"] > div`);
    const name = download.suggestedFilename();
    return { name, hollow, taken: await readFile(await download.path()), shown: await chart.screenshot() };
  }

  it(
    'a metric of deliveries is filtered by what deliveries have, never by facts of members',
    async () => {
      const offered = async (metric: string): Promise<string[]> => {
        await go(`/explore?metric=${metric}`);
        await page.getByRole('figure').getByRole('application').waitFor();
        await page.getByRole('button', { name: 'Filter' }).click();
        const options = page.getByRole('dialog', { name: 'Filter' }).locator('option');
        await options.first().waitFor({ state: 'attached' });
        return options.allInnerTexts();
      };
      expect(await offered('messages_sent')).toContain('Channel');
      expect(await offered('active_members')).not.toContain('Channel');
    },
    patience(60_000),
  );

  it.each(['light', 'dark'] as const)(
    'axe finds nothing in the %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const path of ['/', '/signups', '/retention', '/delivery', '/explore']) {
        await go(path);
        await page.locator('figure[aria-busy="false"]').first().waitFor();
        await page.waitForLoadState('networkidle');
        await page.evaluate(AXE);
        const found = await page.evaluate<string[]>(
          'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes.map((n) => n.html).join(" ")))',
        );
        expect([path, found]).toEqual([path, []]);
      }
    },
    patience(120_000),
  );

  it(
    'is moved through by keys alone, and Back leads back',
    async () => {
      await go('/');
      await page.getByTestId('headline').waitFor();
      await page.keyboard.press('m');
      await page.waitForURL(/range=mtd/);
      await page.keyboard.press('g');
      await page.keyboard.press('r');
      await page.waitForURL(/\/retention\?range=mtd/);
      await page.goBack();
      await page.goBack();
      await page.waitForURL((url) => url.pathname === '/' && url.search === '');
      await page.keyboard.press('/');
      const filter = page.getByRole('dialog', { name: 'Filter' });
      await filter.getByRole('searchbox').press('a');
      // The first one empties the field.
      await page.keyboard.press('Escape');
      await filter.waitFor();
      await page.keyboard.press('Escape');
      await filter.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: /^Range/ }).press('Enter');
      const panel = page.getByRole('dialog', { name: 'Range' });
      // Any days, from the calendar.
      await panel.getByRole('button', { name: '4 Oct 2004', exact: true }).press('Enter');
      await panel.getByRole('button', { name: '10 Oct 2004', exact: true }).press('Enter');
      await panel.getByRole('button', { name: 'Show' }).press('Enter');
      await page.waitForURL(/from=2004-10-04&to=2004-10-10/);
    },
    patience(60_000),
  );

  it(
    'fits a phone, in a fresh browser, from a link',
    async () => {
      const phone = await openPage(360);
      for (const path of [
        '/?by=week&compare=previous_period',
        '/signups',
        '/retention?mode=on_or_after',
        '/delivery',
        '/explore',
      ]) {
        await phone.goto(grapevine.url + path);
        await phone.locator('figure').first().waitFor();
        const overflow = await phone.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
        expect({ path, overflow }).toEqual({ path, overflow: 0 });
      }
      await phone.context().close();
    },
    patience(60_000),
  );
});
