import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import axe from 'axe-core';
import { seriesAnswer, statusAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { ok, problem } from './support/server.js';

afterEach(cleanup);

/** What axe finds in the document as it stands; contrast needs a browser that paints, and is looked at there. */
async function findings(): Promise<string[]> {
  const { violations } = await act(() => axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('axe finds nothing', () => {
  it('on the growth page with its charts', async () => {
    open('/', college, true);
    await screen.findByRole('application', { name: 'Active people by platform' });
    expect(await findings()).toEqual([]);
  });

  it('on its tables', async () => {
    open('/?table=active_members&table=growth&table=active_by_country&view_active_by_country=lines', college, true);
    await screen.findAllByRole('table');
    expect(await findings()).toEqual([]);
  });

  it('when there is nothing yet', async () => {
    open('/', {
      ...college,
      'GET /v1/status': () => ok(statusAnswer({ accepted: 0, data_through: null })),
      'GET /v1/series': () => ok(seriesAnswer([], { data_from: null, data_through: null })),
    });
    await screen.findByRole('button', { name: 'Create a key' });
    expect(await findings()).toEqual([]);
  });

  it('when the numbers cannot be read', async () => {
    open('/', { ...college, 'GET /v1/series': () => problem(503, 'Not reachable', 'Try again.') });
    await screen.findAllByRole('alert');
    expect(await findings()).toEqual([]);
  });

  it('on the sign-in page', async () => {
    open('/sign-in');
    await screen.findByRole('heading', { level: 1 });
    expect(await findings()).toEqual([]);
  });
});
