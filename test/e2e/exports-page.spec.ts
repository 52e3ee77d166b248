import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ExportBackfillList, ExportList, SignInLink, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { deliveredIn, saveExport } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { describeWith } from '../support/requirements.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Three months, each with one member more than the one before. */
const EVENTS = ['2026-01', '2026-02', '2026-03'].flatMap((month, index) =>
  Array.from({ length: index + 1 }, (_, member) => ({
    ...{ type: 'member.active', member_id: `m${member}`, occurred_at: `${month}-10T12:00:00Z`, platform: 'ios' },
  })),
);
const FEBRUARY = '2026-02-01';

describeWith(['chromium'], 'the page of exports in a real browser', () => {
  let grapevine: GrapevineProcess;
  let browser: Browser;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    const { slug } = await grapevine.api.get<Workspace>('/v1/workspace');
    await grapevine.api.request('PATCH', '/v1/workspace', { dimensions: ['platform'], time_zone: 'Europe/Berlin' });
    folder = join(grapevine.dataDir, 'exports', slug);
    await grapevine.api.sendAll(EVENTS);
    await grapevine.api.drained();
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })).newPage();
    page.setDefaultTimeout(patience(15_000));
    const { body: link } = await grapevine.api.request<SignInLink>('POST', '/v1/sign-in-links');
    await page.goto(`${grapevine.url}/sign-in#token=${link.token}`);
    await page.waitForURL(`${grapevine.url}/`);
  }, patience(120_000));

  afterAll(async () => {
    await browser?.close();
    await grapevine?.remove();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  const runs = () => page.getByRole('region', { name: 'Runs' });
  const saved = async () => (await grapevine.api.get<ExportList>('/v1/exports')).data;
  const findings = async () => {
    await page.evaluate(AXE);
    return page.evaluate<string[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes.map((n) => n.html).join(" ")))',
    );
  };
  /** Goes on with the keyboard until something has the focus. */
  const tabTo = async (name: string, most = 60) => {
    const focused = `(document.activeElement?.labels?.[0]?.innerText ?? document.activeElement?.innerText ?? '').trim()`;
    for (let presses = 0; presses < most; presses++) {
      if ((await page.evaluate<string>(focused)) === name) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not come to ${name}.`);
  };

  /** What is typed into a field for a day depends on the language of the browser: its value does not. */
  const day = (value: string) => page.locator(':focus').fill(value);

  it(
    'makes an export with the keyboard alone, runs it, and says what was delivered',
    async () => {
      await page.locator('h1').first().waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('x');
      await page.getByRole('heading', { name: 'Nothing is exported yet' }).waitFor();
      await tabTo('Make the first export');
      await page.keyboard.press('Enter');
      await heading('New export').waitFor();
      await tabTo('Name');
      await page.keyboard.type('People by platform');
      await tabTo('Break down by');
      await page.keyboard.type('Platform');
      await tabTo('Range');
      await page.keyboard.type('Fixed');
      await tabTo('First day');
      await day(FEBRUARY);
      await tabTo('Last day');
      await day('2026-02-28');
      await tabTo('Schedule');
      await page.keyboard.type('Every week');
      await tabTo('Destination');
      await tabTo('Folder');
      await page.keyboard.type('weekly');
      await tabTo('Save');
      await page.keyboard.press('Enter');
      await heading('People by platform').waitFor();
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
      await page.getByText(/Every Monday at 06:00, next .* 06:00/).waitFor();
      await tabTo('Run now');
      await page.keyboard.press('Enter');
      await page.getByRole('status').filter({ hasText: '1 – 28 Feb 2026: Complete' }).waitFor();
      await runs().getByText('Complete', { exact: true }).waitFor();
      const [file, ...others] = await deliveredIn(join(folder, 'weekly'));
      expect(others).toEqual([]);
      expect(String(file?.data)).toMatch(/^2026-02,2026-02-01,2026-02-28,2,true,ios/m);
      await runs().getByText('Manifest').click();
      await runs()
        .getByText(file?.manifest.sha256 as string)
        .waitFor();
      await page.getByRole('link', { name: 'All exports' }).click();
      const row = page.getByRole('listitem').filter({ hasText: 'People by platform' });
      await row.getByText('Complete').waitFor();
      await row.getByText('Active members · by month · broken down by Platform').waitFor();
    },
    patience(60_000),
  );

  it(
    'says what a run met, and stops it; runs again once the cause is gone',
    async () => {
      // A file is in the place where the folder should be.
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'blocked'), '');
      const range = { kind: 'fixed', from: FEBRUARY, to: '2026-02-28' } as const;
      const asked = { name: 'In the way', question: { of: 'growth' as const, parameters: {} }, range };
      const { id } = await saveExport(grapevine.api, asked, 'blocked/below');
      await page.goto(`${grapevine.url}/exports?export=${id}`);
      await button('Run now').click();
      await runs().getByText('Failed', { exact: true }).waitFor();
      await runs().getByText('One of the folders is a file.').waitFor();
      await rm(join(folder, 'blocked'));
      await button('Run again: 1 – 28 Feb 2026').click();
      await runs().getByText('Complete', { exact: true }).waitFor();
      await button('Test run').click();
      await runs().getByText('test with the first rows').waitFor();
      await page.getByRole('status').filter({ hasText: '1 – 28 Feb 2026: Complete' }).waitFor();
      const names = (await deliveredIn(join(folder, 'blocked', 'below'))).map(({ name }) => name);
      expect(names).toEqual(['in-the-way_2026-02-01_2026-02-28.csv', 'test_in-the-way_2026-02-01_2026-02-28.csv']);
      await mkdir(join(folder, 'stuck', 'in-the-way_2026-02-01_2026-02-28.csv', 'x'), { recursive: true });
      await grapevine.api.request('PATCH', `/v1/exports/${id}`, { destination: { kind: 'folder', path: 'stuck' } });
      await button('Run now').click();
      await runs().getByText('Retrying', { exact: true }).waitFor();
      await button('Cancel the run of 1 – 28 Feb 2026').click();
      await runs().getByText('Cancelled', { exact: true }).waitFor();
      // The button that had the focus is gone with what it was for.
      expect(await page.evaluate('document.activeElement.innerText')).toBe('Cancelled.');
    },
    patience(60_000),
  );

  it(
    'changes an export, says what is wrong at its field, and pauses it',
    async () => {
      await page.goto(`${grapevine.url}/exports`);
      await page.getByRole('link', { name: 'People by platform' }).click();
      await page.getByRole('link', { name: 'Edit' }).click();
      await heading('Change People by platform').waitFor();
      await page.getByLabel('Range', { exact: true }).selectOption('previous');
      await page.getByLabel('Of which length').selectOption('week');
      await page.getByLabel('Folder', { exact: true }).fill('monthly');
      await button('Save').click();
      await page.getByText('a week does not consist of the months').waitFor();
      expect(await page.evaluate('document.activeElement.labels[0].innerText')).toBe('Range');
      await page.getByLabel('Of which length').selectOption('month');
      await page.getByLabel('Schedule').selectOption('monthly');
      await page.getByLabel('Day of the month').fill('31');
      await button('Save').click();
      await page.getByText(/On day 31 of each month, or its last one, at 06:00, next/).waitFor();
      await button('Pause').click();
      await page.getByText('Paused: the schedule makes no runs.').waitFor();
      const one = (await saved()).find(({ name }) => name === 'People by platform');
      expect(one).toMatchObject({ paused: true, next_due_at: null, destination: { kind: 'folder', path: 'monthly' } });
      await button('Resume').click();
      await page.getByText('Resumed: the schedule counts from now on.').waitFor();
    },
    patience(60_000),
  );

  it(
    'backfills a range, and stops what is left of it',
    async () => {
      await button('Backfill …').click();
      const dialog = page.getByRole('dialog', { name: 'Backfill a range of periods' });
      expect(await findings()).toEqual([]);
      await dialog.getByLabel('First day').fill('2026-01-05');
      await dialog.getByLabel('Last day').fill('2026-03-31');
      await dialog.getByRole('button', { name: 'Start' }).click();
      await dialog.getByText('2026-01-05 is not the first day of a month').waitFor();
      await dialog.getByLabel('First day').fill('2026-01-01');
      await dialog.getByRole('button', { name: 'Start' }).click();
      await dialog.waitFor({ state: 'hidden' });
      // The browser gives the focus back to what opened the dialog.
      expect(await page.evaluate('document.activeElement.innerText')).toBe('Backfill …');
      const backfills = page.getByRole('region', { name: 'Backfills' });
      await backfills.getByText('3 of 3 runs are over · 3 complete').waitFor();
      expect((await deliveredIn(join(folder, 'monthly'))).map(({ name }) => name)).toEqual(
        ['01-01_2026-01-31', '02-01_2026-02-28', '03-01_2026-03-31'].map(
          (days) => `people-by-platform_2026-${days}.csv`,
        ),
      );
      await button('Backfill …').click();
      await dialog.getByLabel('First day').fill('2000-01-01');
      await dialog.getByLabel('Last day').fill('2026-03-31');
      await dialog.getByRole('button', { name: 'Start' }).click();
      await button('Cancel the backfill of 1 Jan 2000 – 31 Mar 2026').click();
      await backfills.getByText(/315 of 315 runs are over · .*\d+ cancelled/).waitFor();
      const { data } = await grapevine.api.get<ExportBackfillList>(
        `/v1/exports/${new URL(page.url()).searchParams.get('export')}/backfills`,
      );
      expect(data[0]?.runs).toMatchObject({ total: 315, open: 0 });
      expect(data[0]?.runs.cancelled).toBeGreaterThan(0);
    },
    patience(60_000),
  );

  it(
    'shows a failure as one, with another try',
    async () => {
      const address = `${grapevine.url}/exports`;
      await page.route('**/v1/exports', (route) => route.fulfill({ status: 503, body: 'away' }));
      await page.goto(address);
      await page.getByText('The server answered with status 503').waitFor();
      expect(await page.getByText('Nothing is exported yet').count()).toBe(0);
      await page.unroute('**/v1/exports');
      await button('Try again').click();
      await page.getByRole('link', { name: 'In the way' }).waitFor();
    },
    patience(60_000),
  );

  it.each([
    ['light', 1440],
    ['dark', 360],
  ] as const)(
    'can be read in the %s, wide and narrow: axe finds nothing at %d pixels',
    async (colorScheme, looked) => {
      await page.emulateMedia({ colorScheme });
      const id = (await saved()).find(({ name }) => name === 'In the way')?.id;
      const places = { list: '', new: '?new=1', one: `?export=${id}`, edit: `?export=${id}&edit=1` };
      for (const [place, search] of Object.entries(places)) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(`${grapevine.url}/exports${search}`);
          await page.locator('h1').waitFor();
          await page.waitForLoadState('networkidle');
          const manifest = page.getByText('Manifest').first();
          if (await manifest.isVisible()) await manifest.click();
          // The kind with the most fields.
          if (place === 'new') await page.getByLabel('Destination').selectOption('s3');
          const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
          expect([place, width, overflow <= 0]).toEqual([place, width, true]);
          if (width === looked) expect([place, width, await findings()]).toEqual([place, width, []]);
          const shots = process.env.GRAPEVINE_SCREENSHOTS;
          const name = `exports-${place}-${colorScheme}-${width}.png`;
          await page.evaluate('window.scrollTo(0, 0)');
          if (shots) await page.screenshot({ path: `${shots}/${name}`, fullPage: true });
        }
      }
    },
    patience(120_000),
  );

  it(
    'asks for the name before it deletes, and speaks German to whoever wants it',
    async () => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${grapevine.url}/exports`);
      await page.getByRole('link', { name: 'In the way' }).click();
      await button('Delete').click();
      const dialog = page.getByRole('dialog', { name: 'Delete this export?' });
      await dialog.getByLabel('Type In the way to confirm').fill('In the way');
      await dialog.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('heading', { level: 1, name: 'Exports' }).waitFor();
      await page.getByRole('link', { name: 'In the way' }).waitFor({ state: 'detached' });
      expect((await saved()).map(({ name }) => name)).toEqual(['People by platform']);
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('radio', { name: 'Deutsch' }).click({ force: true });
      await heading('Exporte').waitFor();
      await page.getByText('Am 31. jedes Monats, oder an seinem letzten Tag, um 06:00').waitFor();
    },
    patience(60_000),
  );
});
