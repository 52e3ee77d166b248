import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { describeWith } from '../support/requirements.js';

describeWith(['chromium'], '/docs', () => {
  let grapevine: GrapevineProcess;
  let browser: Browser;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await grapevine?.remove();
  });

  it.each(['light', 'dark'] as const)(
    'shows the API in a %s room, and asks nobody else for anything',
    async (scheme) => {
      const page = await browser.newPage({ colorScheme: scheme });
      const elsewhere: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(grapevine.url)) elsewhere.push(request.url());
      });
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${grapevine.url}/docs#?route=get-/v1/series`);
      // A parameter with its description, and an example of an answer, inside of the explorer's own tree.
      await page.getByText('Which metric: the id of one that GET /v1/metrics lists').waitFor();
      expect(await page.getByText('Monthly actives of two months').count()).toBeGreaterThan(0);
      const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(background).toBe(scheme === 'light' ? 'rgb(250, 250, 248)' : 'rgb(15, 17, 20)');
      expect(elsewhere).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );
});
