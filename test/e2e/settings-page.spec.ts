import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AnnotationList, SignInLink, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { describeWith } from '../support/requirements.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ANN = { email: 'ann@example.org', password: 'a long enough password' };
/** The last evening of November by UTC is December in Tokyo. */
const EVENTS = [
  { type: 'member.active', member_id: 'ann', occurred_at: '2013-11-15T12:00:00Z', platform: 'ios' },
  { type: 'member.active', member_id: 'bob', occurred_at: '2013-11-30T20:00:00Z', platform: 'android' },
  { type: 'member.active', member_id: 'cem', occurred_at: '2013-12-05T12:00:00Z', platform: 'android' },
  { type: 'member.active', member_id: 'dan', occurred_at: 'yesterday' },
];

describeWith(['chromium'], 'settings and data health in a real browser', () => {
  let grapevine: GrapevineProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })).newPage();
    page.setDefaultTimeout(patience(15_000));
  }, patience(120_000));

  afterAll(async () => {
    await browser?.close();
    await grapevine?.remove();
  });

  const region = (name: string) => page.getByRole('region', { name });
  const open = async (path: string, heading: string) => {
    await page.goto(grapevine.url + path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  };

  it(
    'lets in by a link, then by email and password',
    async () => {
      const { body: link } = await grapevine.api.request<SignInLink>('POST', '/v1/sign-in-links');
      await page.goto(`${grapevine.url}/sign-in#token=${link.token}`);
      await page.waitForURL(`${grapevine.url}/`);
      await open('/settings', 'Settings');
      const account = region('How you sign in');
      await account.getByLabel('Email').fill(ANN.email);
      await account.getByLabel('New password').fill(ANN.password);
      await account.getByRole('button', { name: 'Save' }).click();
      await account.getByText(`You sign in as ${ANN.email}.`).waitFor();
      await account.getByRole('button', { name: 'Sign out everywhere' }).click();
      await page.getByText('You are signed out.').waitFor();
      await page.getByLabel('Email').fill(ANN.email);
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Email and password do not belong together.').waitFor();
      await page.getByLabel('Password').fill(ANN.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`${grapevine.url}/`);
    },
    patience(60_000),
  );

  it(
    'makes a key that works, and revokes it for good',
    async () => {
      await open('/settings', 'Settings');
      const keys = region('API keys');
      await keys.getByLabel('Name of the new key').fill('from the page');
      await keys.getByRole('button', { name: 'Create a key' }).click();
      const shown = (await keys.getByText(/^gv_[\w-]{43}$/).textContent()) ?? '';
      const api = grapevine.api.as(shown);
      expect((await api.send(EVENTS)).body).toMatchObject({ accepted: 3 });
      await api.drained();
      await keys.getByRole('button', { name: 'Revoke from the page' }).click();
      const dialog = page.getByRole('dialog', { name: 'Revoke this key?' });
      await dialog.getByLabel('Type from the page to confirm').fill('from the page');
      await dialog.getByRole('button', { name: 'Revoke' }).click();
      await page.getByText('The key is revoked.').waitFor();
      // Within a second.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect((await api.request('GET', '/v1/status')).status).toBe(401);
    },
    patience(60_000),
  );

  it(
    'shows what another time zone would change, and rebuilds',
    async () => {
      await open('/settings', 'Settings');
      const definition = region('What is counted, and when');
      await definition.getByLabel('Time zone').fill('Asia/Tokyo');
      await definition.getByRole('button', { name: 'Show what would change' }).click();
      const row = (month: string) => definition.getByRole('row', { name: month }).getByRole('cell').allInnerTexts();
      await definition.getByRole('row', { name: 'November 2013' }).waitFor();
      expect([await row('November 2013'), await row('December 2013')]).toEqual([
        ['2', '1', '−1'],
        ['1', '2', '+1'],
      ]);
      await definition.getByRole('button', { name: 'Rebuild now' }).click();
      const dialog = page.getByRole('dialog', { name: 'Rebuild this workspace?' });
      await dialog.getByText(/^3 events are folded again/).waitFor();
      const { name } = await grapevine.api.get<Workspace>('/v1/workspace');
      await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
      await dialog.getByRole('button', { name: 'Rebuild now' }).click();
      await definition.getByText(/^The rebuild is done/).waitFor();
      expect(await grapevine.api.get<Workspace>('/v1/workspace')).toMatchObject({
        time_zone: 'Asia/Tokyo',
        rebuild: null,
      });
      const counted = await grapevine.api.values({ metric: 'active_members', grain: 'month' });
      expect(counted).toMatchObject({ '2013-11': 1, '2013-12': 2 });
      await definition.getByRole('button', { name: 'Show what would change' }).waitFor();
    },
    patience(60_000),
  );

  it(
    'annotates a day, changes the note, shows it on a chart, and takes it away',
    async () => {
      const notes = async () => (await grapevine.api.get<AnnotationList>('/v1/annotations')).data;
      await open('/settings', 'Settings');
      const annotations = region('Annotations');
      await annotations.getByLabel('Day').fill('2013-12-05');
      await annotations.getByLabel('What happened').fill('Voice');
      await annotations.getByRole('button', { name: 'Add' }).click();
      await annotations.getByText('Saved.').waitFor();
      expect(await notes()).toMatchObject([{ date: '2013-12-05', text: 'Voice', author: ANN.email }]);
      await annotations.getByRole('button', { name: 'Edit Voice' }).click();
      await annotations.getByLabel('What happened').fill('Voice messages');
      await annotations.getByRole('button', { name: 'Save' }).click();
      await annotations.getByRole('button', { name: 'Delete Voice messages' }).waitFor();
      await page.goto(grapevine.url);
      await page.getByRole('application').first().focus();
      await page.keyboard.press('End');
      await page.getByText('5 Dec 2013: Voice messages').first().waitFor();
      await open('/settings', 'Settings');
      await annotations.getByRole('button', { name: 'Delete Voice messages' }).click();
      await annotations.getByRole('button', { name: 'Delete Voice messages' }).waitFor({ state: 'detached' });
      expect(await notes()).toEqual([]);
    },
    patience(60_000),
  );

  it(
    'excludes a member, with a reason',
    async () => {
      await open('/settings', 'Settings');
      const exclusions = region('Exclusions');
      await exclusions.getByLabel('Member ids').fill('cem');
      await exclusions.getByLabel('Reason').fill('robots');
      await exclusions.getByRole('button', { name: 'Exclude' }).click();
      const dialog = page.getByRole('dialog', { name: 'Exclude them from every number?' });
      await dialog.getByText(/^1 member who counts now/).waitFor();
      await dialog.getByLabel('Type cem to confirm').fill('cem');
      await dialog.getByRole('button', { name: 'Exclude' }).click();
      await exclusions.getByText('1 member is excluded now.').waitFor();
      expect(await grapevine.api.values({ metric: 'active_members', grain: 'month' })).toMatchObject({ '2013-12': 1 });
    },
    patience(30_000),
  );

  it(
    'tells why an event was rejected, and survives a server that goes and comes back',
    async () => {
      await open('/data-health', 'Data health');
      await page.getByText('1 time', { exact: true }).click();
      await page.getByText('aaaaaaaaa').waitFor();
      await grapevine.stop();
      await page.getByText(/Grapevine cannot be reached/).waitFor({ timeout: patience(30_000) });
      expect(await page.getByText('Accepted', { exact: true }).isVisible()).toBe(true);
      // A page that was never opened cannot be fetched now: the way to the others stays, and it comes when the server does.
      await page.getByRole('link', { name: 'Retention' }).first().click();
      await page.getByRole('heading', { name: 'Grapevine does not answer' }).waitFor();
      await page.getByRole('link', { name: 'Data health' }).first().click();
      await page.getByText('Accepted', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Retention' }).first().click();
      await grapevine.start();
      await page.getByRole('figure', { name: 'Who comes back' }).waitFor({ timeout: patience(30_000) });
    },
    patience(120_000),
  );

  it.each(['light', 'dark'] as const)(
    'can be read in the %s, wide and narrow: axe finds nothing',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const [path, heading] of [
        ['/settings', 'Settings'],
        ['/data-health', 'Data health'],
        ['/sign-in', 'Sign in'],
      ] as const) {
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await open(path, heading);
          await page.waitForLoadState('networkidle');
          const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
          expect([path, width, overflow <= 0]).toEqual([path, width, true]);
          await page.evaluate(AXE);
          const found = await page.evaluate<string[]>(
            'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes.map((n) => n.html).join(" ")))',
          );
          expect([path, width, found]).toEqual([path, width, []]);
          const folder = process.env.GRAPEVINE_SCREENSHOTS;
          const name = `${path.slice(1)}-${colorScheme}-${width}.png`;
          if (folder) await page.screenshot({ path: `${folder}/${name}`, fullPage: true });
        }
      }
    },
    patience(120_000),
  );

  it(
    'speaks German to whoever wants it',
    async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await open('/settings', 'Settings');
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('radio', { name: 'Deutsch' }).click({ force: true });
      await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
      expect(await page.evaluate('document.documentElement.lang')).toBe('de');
      const folder = process.env.GRAPEVINE_SCREENSHOTS;
      if (folder) await page.screenshot({ path: `${folder}/settings-german.png`, fullPage: true });
    },
    patience(60_000),
  );
});
