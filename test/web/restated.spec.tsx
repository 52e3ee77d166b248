import '@testing-library/jest-dom/jest-globals';
import { RestatementList } from '@grapevine/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { COLLEGE, seriesAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { ok } from './support/server.js';

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
const SAID = 'Restated: 1,038, was 1,035 until 21 Nov 2026, 10:00 UTC (late events)';

describe('a number that was restated', () => {
  it('says with its value, and in the table, what it was, since when it is another, and why', async () => {
    const { asked, user } = open('/', { ...college, 'GET /v1/restatements': () => ok(found) });
    const [chart] = await screen.findAllByRole('application');
    act(() => chart?.focus());
    await user.keyboard('{Home}{ArrowRight}');
    expect(screen.getAllByTestId('chart-value')[0]).toHaveTextContent(SAID);
    await user.keyboard('{ArrowRight}');
    expect(screen.getAllByTestId('chart-value')[0]).not.toHaveTextContent('Restated');
    const question = asked.find(({ path }) => path === '/v1/restatements')?.query.toString();
    expect(question).toBe('metric=active_members&grain=month&window=calendar&from=2004-04-01&to=2004-10-31&limit=1000');
    cleanup();
    open('/?table=active_members', { ...college, 'GET /v1/restatements': () => ok(found) });
    const row = () => screen.findByRole('row', { name: /May 2004/ });
    await waitFor(async () => expect(await row()).toHaveTextContent(SAID));
  });

  it('is not asked for while nothing is sealed', async () => {
    const { data, meta } = seriesAnswer(COLLEGE);
    const fresh = { data: data.map((point) => ({ ...point, sealed: false })), meta };
    const { asked } = open('/', { ...college, 'GET /v1/series': () => ok(fresh) });
    await screen.findAllByRole('application');
    expect(asked.filter(({ path }) => path === '/v1/restatements')).toEqual([]);
  });
});
