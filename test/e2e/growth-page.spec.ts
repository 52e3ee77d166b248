import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { collegeMsgEvents, readCollegeMsg } from '../support/college-msg.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { describeWith, pathOf } from '../support/requirements.js';

/** Signups that the data does not have: each member's first message counts as his signup, so their sum is known, 1,350. */
function firstMessagesAsSignups(events: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const seen = new Set<unknown>();
  return events
    .filter(({ member_id }) => !seen.has(member_id) && seen.add(member_id))
    .map(({ member_id, occurred_at }, i) => {
      const source = i % 3 === 0 ? 'invite' : 'organic';
      return { type: 'member.signed_up', member_id, occurred_at, source };
    });
}

describeWith(['data', 'chromium'], 'the page in a real browser', () => {
  let grapevine: GrapevineProcess;
  let browser: Browser;
  let page: Page;
  const elsewhere: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    // Without a key in the configuration the first start prints the link, as it does for a new user.
    grapevine = await GrapevineProcess.start({ environment: { GRAPEVINE_BOOTSTRAP_KEY: '' } });
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
    page = await context.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(grapevine.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await grapevine?.remove();
  });

  /** The table twin of a chart: its values, one a period. */
  const table = async (title: string): Promise<number[]> => {
    const card = page.getByRole('figure', { name: title });
    await card.getByRole('radio', { name: 'Table' }).click({ force: true });
    await card.locator('tbody tr').first().waitFor();
    const cells = await card.locator('tbody tr td:nth-of-type(1)').allInnerTexts();
    await card.getByRole('radio', { name: 'Chart' }).click({ force: true });
    return cells.map((text) => Number(text.replaceAll(',', '')));
  };
  const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

  it('lets in by the printed link, which works once', async () => {
    const link = /http:\/\/\S+\/sign-in#token=\S+/.exec(grapevine.log)?.[0] as string;
    await page.goto(link);
    await page.waitForURL(`${grapevine.url}/`);
    await page.getByText('Create a key').first().waitFor();
    expect(page.url()).not.toContain('token');
    const second = await browser.newPage();
    await second.goto(link);
    await second.getByText('sign-in-link').first().waitFor();
    await second.close();
  }, 60_000);

  it('gives a key to a new user, and shows the first events as they arrive', async () => {
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page
      .getByText(/gv_[\w-]{43}/)
      .first()
      .waitFor();
    const key = /gv_[\w-]{43}/.exec((await page.textContent('body')) ?? '')?.[0] as string;
    const api = grapevine.api.as(key);
    const events = collegeMsgEvents(readCollegeMsg(pathOf('data')));
    const changed = await page.evaluate(
      async (change) =>
        (
          await fetch('/v1/workspace', {
            method: 'PATCH',
            headers: { 'content-type': 'application/json' },
            body: change,
          })
        ).status,
      JSON.stringify({ name: 'CollegeMsg', activity_types: ['message.sent'] }),
    );
    expect(changed).toBe(200);
    await api.sendAll([...firstMessagesAsSignups(events), ...events]);
    await api.drained();
    // No reload: the page notices by itself that there is something to show.
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'people' }).waitFor({ timeout: 60_000 });
  }, 180_000);

  it('says the right number in the sentence, with its evidence', async () => {
    await page.reload();
    const sentence = page.getByRole('heading', { level: 1 });
    await sentence.filter({ hasText: '255 people' }).waitFor();
    // September, since the data ends on 26 October, against May 2004: 255 - 1,038.
    expect(await sentence.textContent()).toMatch(
      /255 people used CollegeMsg in September 2004, 32 fewer than in August 2004/,
    );
    await sentence.getByRole('button').first().click();
    const evidence = page.getByRole('dialog');
    await evidence.waitFor();
    expect(await evidence.textContent()).toMatch(/active_members, version 1[\s\S]*UTC[\s\S]*curl/);
    await page.keyboard.press('Escape');
  }, 60_000);

  it('draws every month with the published numbers', async () => {
    expect(ascending(await table('People active each month'))).toEqual([164, 255, 287, 313, 360, 740, 1038]);
    await page.getByRole('link', { name: 'Signups' }).first().click();
    // New members by month, as the data's README publishes them.
    expect(ascending(await table('People who signed up'))).toEqual([16, 21, 23, 40, 161, 313, 776]);
    await page.goBack();
    expect(await page.locator('figure svg').count()).toBeGreaterThan(1);
  }, 60_000);

  it.each(['light', 'dark'] as const)(
    'is readable in the %s, wide and narrow',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await page.locator('figure svg path').first().waitFor();
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
        expect(overflow).toBeLessThanOrEqual(0);
        const folder = process.env.GRAPEVINE_SCREENSHOTS;
        if (folder) await page.screenshot({ path: `${folder}/growth-${colorScheme}-${width}.png` });
      }
      const background = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
      const lightness = (background.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
      if (colorScheme === 'light') expect(lightness).toBeGreaterThan(0.8);
      else expect(lightness).toBeLessThan(0.25);
    },
    60_000,
  );

  it('asks nobody but its own server, and has nothing to complain of', () => {
    expect(elsewhere).toEqual([]);
    // The second use of the link is answered 401, which browsers note.
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
  });
});
