import '@testing-library/jest-dom/jest-globals';
import { RestatementList } from '@grapevine/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { COLLEGE, seriesAnswer, statusAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { type Asked, ok } from './support/server.js';

afterEach(cleanup);

const may = { metric: 'active_members', grain: 'month', window: 'calendar', period: '2004-05' };
const found = RestatementList.parse({
  data: [
    {
      id: 1,
      ...may,
      ...{ start: '2004-05-01', end: '2004-05-31', from: 1035, to: 1038 },
      ...{ sealed_at: '2026-11-20T00:00:00.000Z', restated_at: '2026-11-21T10:00:00.000Z' },
      reasons: ['late_events'],
      detail: { late_days: ['2004-05-31'] },
    },
  ],
  next: null,
});
const TOGETHER = ['active', 'new', 'retained', 'resurrected', 'churned'].map((it) => `${it}_members`).join('%2C');
const SAID = 'Restated: 1,038, was 1,035 until 21 Nov 2026, 10:00 UTC (late events)';

const restating = {
  ...college,
  'GET /v1/status': () => ok(statusAnswer({ last_restated_at: '2026-11-21T10:00:00.000Z' })),
};

describe('a number that was restated', () => {
  it('says with its value, and in the table, what it was, since when it is another, and why', async () => {
    const { asked, user } = open('/', { ...restating, 'GET /v1/restatements': () => ok(found) });
    const [chart] = await screen.findAllByRole('application');
    act(() => chart?.focus());
    await user.keyboard('{Home}{ArrowRight}');
    expect(screen.getAllByTestId('chart-value')[0]).toHaveTextContent(SAID);
    await user.keyboard('{ArrowRight}');
    expect(screen.getAllByTestId('chart-value')[0]).not.toHaveTextContent('Restated');
    const question = asked.find(({ path }) => path === '/v1/restatements')?.query.toString();
    expect(question).toBe(`metric=${TOGETHER}&grain=month&from=2004-04-01&to=2004-10-31&by=&limit=1000`);
    cleanup();
    open('/?table=active_members', { ...restating, 'GET /v1/restatements': () => ok(found) });
    const row = () => screen.findByRole('row', { name: /May 2004/ });
    await waitFor(async () => expect(await row()).toHaveTextContent(SAID));
  });

  it('is marked in growth accounting and the quick ratio, with the name of the part, by one question for the whole page', async () => {
    const [one] = found.data;
    const parts = { data: [{ ...one, metric: 'churned_members', from: 50, to: 51 }], next: null };
    const { asked } = open(
      '/?table=growth&table=quick_ratio',
      { ...restating, 'GET /v1/restatements': () => ok(parts) },
      true,
    );
    const said = 'Churned restated: 51, was 50 until 21 Nov 2026, 10:00 UTC (late events)';
    const rows = () => screen.findAllByRole('row', { name: /May 2004/ });
    await waitFor(async () =>
      expect((await rows()).map(({ textContent }) => textContent?.includes(said))).toEqual([true, true]),
    );
    const questions = asked.filter(({ path }) => path === '/v1/restatements');
    expect(new Set(questions.map(({ query }) => query.get('metric')?.split(',').length))).toEqual(new Set([5]));
    // The answer of growth accounting has a range of its own here.
    expect(new Set(questions.map(({ query }) => query.toString())).size).toBe(questions.length);
  });

  it('is said where a number of the sentence comes from', async () => {
    const august = { ...found, data: found.data.map((one) => ({ ...one, period: '2004-08' })) };
    const { user } = open('/', { ...restating, 'GET /v1/restatements': () => ok(august) });
    await user.click(await screen.findByRole('button', { name: /fewer/ }));
    await waitFor(() => expect(screen.getByText(`August 2004: ${SAID}`)).toBeInTheDocument());
  });

  it('is read to the last page', async () => {
    const first = { data: found.data.map((one) => ({ ...one, id: 2, period: '2004-06' })), next: 2 };
    const pages = ({ query }: Asked) => ok(query.get('before') === '2' ? found : first);
    open('/?table=active_members', { ...restating, 'GET /v1/restatements': pages });
    const row = (name: RegExp) => screen.findByRole('row', { name });
    await waitFor(async () => expect(await row(/May 2004/)).toHaveTextContent(SAID));
    expect(await row(/June 2004/)).toHaveTextContent('Restated');
  });

  it('is not asked for where nothing was ever restated', async () => {
    const { asked } = open('/', college);
    await screen.findAllByRole('application');
    await waitFor(() => expect(asked.some(({ path }) => path === '/v1/status')).toBe(true));
    expect(asked.filter(({ path }) => path === '/v1/restatements')).toEqual([]);
  });

  it('is not asked for while nothing is sealed', async () => {
    const { data, meta } = seriesAnswer(COLLEGE);
    const fresh = { data: data.map((point) => ({ ...point, sealed: false })), meta };
    const { asked } = open('/', { ...restating, 'GET /v1/series': () => ok(fresh) });
    await screen.findAllByRole('application');
    expect(asked.filter(({ path }) => path === '/v1/restatements')).toEqual([]);
  });
});
