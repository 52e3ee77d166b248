import '@testing-library/jest-dom/jest-globals';
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { COLLEGE, seriesAnswer, statusAnswer, workspaceAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { type Asked, ok, problem, unreachable } from './support/server.js';

afterEach(cleanup);
const headline = () => screen.findByTestId('headline');

describe('the growth page', () => {
  it('says the last complete month and the change against the month before', async () => {
    open('/');
    expect(await headline()).toHaveTextContent(
      '255 people used CollegeMsg in September 2004, 32 fewer than in August 2004.',
    );
    const end = 'The data ends on 26 Oct 2004, before October 2004 does: 164 people until then.';
    expect(screen.getByText(end)).toBeInTheDocument();
    expect(await screen.findByText('Data through 26 Oct 2004')).toBeInTheDocument();
  });

  it('asks each question once, and leaves the range to the API', async () => {
    const { asked } = open('/', college, true);
    await screen.findByRole('application', { name: 'Active people by platform' });
    const numbers = asked.filter(({ path }) => /series|growth/.test(path)).map(({ path, query }) => `${path}?${query}`);
    expect(numbers.sort()).toEqual([
      '/v1/growth?grain=month',
      '/v1/series?metric=active_members&grain=month',
      '/v1/series?metric=active_members&grain=month&by=country&limit=6',
      '/v1/series?metric=active_members&grain=month&by=platform&limit=6',
      '/v1/series?metric=stickiness&grain=month',
    ]);
  });

  it('says where the month that it compares with is not covered whole', async () => {
    open('/', { ...college, 'GET /v1/series': () => ok(seriesAnswer(COLLEGE.slice(0, 2))) });
    expect(await headline()).toHaveTextContent(
      '1,038 people used CollegeMsg in May 2004, 725 more than in April 2004.',
    );
    expect(screen.getByText('The data begins on 15 Apr 2004: April 2004 is not covered whole.')).toBeInTheDocument();
  });

  it('keeps a running month out of the sentence, and says how far it is', async () => {
    const months = [...COLLEGE.slice(0, 6), ['2004-10', 120, 'running']] as const;
    const meta = { as_of: '2004-10-12T08:00:00.000Z', data_through: '2004-10-12' };
    open('/', { ...college, 'GET /v1/series': () => ok(seriesAnswer(months, meta)) });
    expect(await headline()).toHaveTextContent('255 people used CollegeMsg in September 2004, 32 fewer');
    expect(screen.getByText('October 2004 is still running: 120 people so far, on day 12 of 31.')).toBeInTheDocument();
  });

  it('shows where a number comes from, with the question as a command', async () => {
    open('/');
    await headline();
    const evidence = screen.getByRole('dialog', { name: /255 people/ });
    expect(evidence).toHaveTextContent('Members with an activity in the period. active_members, version 1');
    expect(evidence).toHaveTextContent('1 – 30 September 2004');
    expect(evidence).toHaveTextContent('22 Nov 2026, 13:46 UTC');
    expect(evidence).toHaveTextContent('Data through26 Oct 2004');
    expect(evidence).toHaveTextContent(
      "curl -s 'http://localhost/v1/series?metric=active_members&grain=month&from=2004-09-01&to=2004-09-30'",
    );
    expect(screen.getByRole('dialog', { name: /32 fewer/ })).toHaveTextContent(
      '255 people in September 2004, 287 in August 2004',
    );
  });

  it('keeps the range in the address and ends it at the last day with data', async () => {
    const { asked, user } = open('/?range=6m');
    await headline();
    const questions = () => asked.filter(({ path }) => path === '/v1/series').map(({ query }) => query.toString());
    expect(questions()).toContain('metric=active_members&grain=month&from=2004-05-01&to=2004-10-26');
    await user.keyboard('y');
    expect(window.location.search).toBe('?range=ytd');
    await waitFor(() =>
      expect(questions()).toContain('metric=active_members&grain=month&from=2004-01-01&to=2004-10-26'),
    );
    await user.keyboard('a');
    await waitFor(() =>
      expect(questions()).toContain('metric=active_members&grain=month&from=2004-04-15&to=2004-10-26'),
    );
    act(() => window.history.back());
    expect(await screen.findByRole('button', { name: 'Range: Year to date' })).toBeInTheDocument();
  });

  it('compares with the period or the year before, by one key', async () => {
    const { asked, user } = open('/');
    await headline();
    await user.keyboard('x');
    expect(window.location.search).toBe('?compare=previous_period');
    await user.keyboard('x');
    expect(window.location.search).toBe('?compare=previous_year');
    await waitFor(() => expect(asked.some(({ query }) => query.get('compare') === 'previous_year')).toBe(true));
    await user.keyboard('x');
    expect(window.location.search).toBe('');
  });

  it('shows the filters of the address as chips, asks by them, and lets go of them', async () => {
    const { asked, user } = open('/?filter=platform:ios,android&filter=channel:sms', {
      ...college,
      'GET /v1/workspace': () => ok({ ...workspaceAnswer, dimensions: ['platform', 'country'] }),
    });
    const chips = await screen.findByRole('list', { name: 'Filter' });
    expect(chips).toHaveTextContent('Platform: iOS or Android');
    expect(chips).toHaveTextContent('Channel: sms (not on this page)');
    await headline();
    const filters = () => asked.filter(({ path }) => path === '/v1/series').map(({ query }) => query.getAll('filter'));
    expect(filters()).toEqual([['platform:ios,android']]);
    await user.click(screen.getByRole('button', { name: 'Take away the filter Platform: iOS or Android' }));
    await waitFor(() => expect(filters().at(-1)).toEqual([]));
    expect(window.location.search).toBe('?filter=channel%3Asms');
  });

  it('counts by weeks, days and windows, as the address says', async () => {
    const { asked } = open('/?by=rolling_28');
    await screen.findByRole('figure', { name: 'People active in the 28 days before each day’s end' });
    await headline();
    expect(asked.map(({ query }) => query.toString())).toContain('metric=active_members&grain=day&window=rolling_28');
  });

  it('adds up where growth comes from, period by period', async () => {
    const { user } = open('/', college, true);
    const surface = await screen.findByRole('application', { name: 'Where growth comes from' });
    const card = screen.getByRole('figure', { name: 'Where growth comes from' });
    expect(card).toHaveTextContent('1,038 in the period before + 161 new + 26 resurrected − 485 churned = 740');
    surface.focus();
    await user.keyboard('{Home}{ArrowRight}');
    expect(card).toHaveTextContent('313 in the period before + 776 new + 0 resurrected − 51 churned = 1,038');
    expect(within(card).getByTestId('chart-value')).toHaveTextContent('Churned: −51. Net: +725');
  });

  it('shows all data from a link alone', async () => {
    const { asked } = open('/?range=all');
    await headline();
    expect(asked.some(({ query }) => query.get('from') === '2004-04-15')).toBe(true);
  });

  it('counts what waits, and asks again when it has been stored', async () => {
    let pending = 12_840;
    const { asked } = open('/', { ...college, 'GET /v1/status': () => ok(statusAnswer({ pending })) });
    expect(await screen.findByText('12,840 events being processed')).toBeInTheDocument();
    await headline();
    const questions = () => asked.filter(({ path }) => path === '/v1/series').length;
    const before = questions();
    pending = 0;
    await waitFor(() => expect(questions()).toBeGreaterThan(before));
  });
});

describe('when the numbers cannot be read', () => {
  const words = ['The warehouse is not reachable', 'Ingest goes on. Try again in a minute.'] as const;

  it('shows the error in the place of the chart, and another try', async () => {
    const routes: typeof college = { ...college, 'GET /v1/series': () => problem(503, ...words) };
    const { user } = open('/', routes);
    const [alert] = await screen.findAllByRole('alert');
    expect(alert).toHaveTextContent(words.join(''));
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Your numbers cannot be read right now.');
    expect(screen.queryByRole('application')).not.toBeInTheDocument();
    routes['GET /v1/series'] = college['GET /v1/series'];
    await user.click(within(alert as HTMLElement).getByRole('button', { name: 'Try again' }));
    expect(await headline()).toHaveTextContent('255 people');
  });

  it('does not take a proxy’s page for an answer', async () => {
    open('/', { ...college, 'GET /v1/series': () => ok('<html>', 502) });
    const [alert] = await screen.findAllByRole('alert');
    expect(alert).toHaveTextContent('The server answered with status 502');
  });

  it('keeps the last numbers and says how old they are when the server goes away, until it comes back', async () => {
    const routes: typeof college = { ...college };
    open('/', routes);
    await headline();
    routes['GET /v1/status'] = unreachable as never;
    routes['GET /v1/series'] = unreachable as never;
    expect(await screen.findByText(/Grapevine cannot be reached\. These are the numbers of/)).toBeInTheDocument();
    expect(screen.getByText('Not connected')).toBeInTheDocument();
    expect(await headline()).toHaveTextContent('255 people');
    Object.assign(routes, college);
    await waitFor(() => expect(screen.queryByText(/cannot be reached/)).not.toBeInTheDocument());
  });

  it('fills itself when the server comes that was away as the page was opened', async () => {
    const routes = Object.fromEntries(Object.keys(college).map((route) => [route, unreachable]));
    open('/', routes as never);
    expect(await screen.findByText('Your numbers cannot be read right now.')).toBeInTheDocument();
    Object.assign(routes, college);
    expect(await headline()).toHaveTextContent('255 people used CollegeMsg');
  });
});

describe('a workspace without events', () => {
  const empty = {
    ...college,
    'GET /v1/status': () => ok(statusAnswer({ accepted: 0, data_through: null })),
    'GET /v1/series': () => ok(seriesAnswer([], { data_from: null, data_through: null })),
  };

  it('leads to the first event with a key of its own, and fills itself when the event arrives', async () => {
    const routes: Record<string, (asked: Asked) => unknown> = {
      ...empty,
      'POST /v1/keys': () =>
        ok({ id: 'x', name: 'First key', scopes: ['ingest', 'read'], hint: '9fQ2', key: 'gv_secret_9fQ2' }, 201),
    };
    const { asked, user } = open('/', routes);
    await user.click(await screen.findByRole('button', { name: 'Create a key' }));
    expect(await screen.findByText('gv_secret_9fQ2')).toBeInTheDocument();
    expect(asked.find(({ method }) => method === 'POST')).toMatchObject({
      body: { name: 'First key', scopes: ['ingest', 'read'] },
      headers: { 'content-type': 'application/json' },
    });
    const command = screen.getByText(/curl -X POST 'http:\/\/localhost\/v1\/events'/);
    expect(command).toHaveTextContent('Authorization: Bearer gv_secret_9fQ2');
    expect(command).toHaveTextContent('"type":"message.sent"');
    Object.assign(routes, college);
    expect(await screen.findByTestId('headline')).toHaveTextContent('255 people');
  });

  it.each(['/signups', '/retention', '/delivery', '/explore'])('leads to the first event on %s, too', async (path) => {
    const nothing = () => ok({ data: [], meta: {} });
    const metrics = { 'GET /v1/metrics': () => ok({ data: [] }) };
    open(path, { ...empty, ...metrics, 'GET /v1/retention': nothing, 'GET /v1/delivery': nothing });
    expect(await screen.findByRole('heading', { level: 1, name: 'Nothing has arrived yet' })).toBeInTheDocument();
    expect(screen.queryByRole('figure')).toBeNull();
  });

  it('says when a key may not be created', async () => {
    const { user } = open('/', {
      ...empty,
      'POST /v1/keys': () => problem(403, 'Not allowed', 'This needs the scope admin.'),
    });
    await user.click(await screen.findByRole('button', { name: 'Create a key' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('No key was created: This needs the scope admin.');
  });
});
