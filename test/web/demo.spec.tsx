import '@testing-library/jest-dom/jest-globals';
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { demoSession, sessionAnswer, statusAnswer, workspaceAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { type Asked, ok } from './support/server.js';

afterEach(cleanup);
const workspaceOf = (simulated: boolean) => ({ ...workspaceAnswer, simulated, slug: simulated ? 'demo' : 'default' });

describe('a workspace of simulated data', () => {
  it('says so, how far it is filled, and leads to the own one', async () => {
    const filling = { sent: 12_000, total: 370_955 };
    const isOwn = ({ headers }: Asked) => headers['grapevine-workspace'] === 'default';
    const routes: Record<string, (asked: Asked) => unknown> = {
      ...(college as object),
      'GET /v1/session': (asked) => ok(isOwn(asked) ? sessionAnswer() : demoSession()),
      'GET /v1/workspace': (asked) => ok(workspaceOf(!isOwn(asked))),
      'GET /v1/status': () => ok({ ...statusAnswer(), filling }),
    };
    const { user, asked } = open('/', routes);
    expect(await screen.findByText('Simulated data.')).toBeInTheDocument();
    expect(await screen.findByText('Being filled: 12,000 of 370,955 events')).toBeInTheDocument();
    // A link to it leads to it, whoever follows it.
    expect(window.location.search).toBe('?workspace=demo');
    const before = asked.length;
    await user.click(screen.getByRole('button', { name: 'Send your first event' }));
    expect(await screen.findByTestId('headline')).toBeInTheDocument();
    expect(screen.queryByText('Simulated data.')).toBeNull();
    expect(window.location.search).toBe('?workspace=default');
    // Nothing of one workspace is shown, or asked, as if it were of the other.
    const named = asked.slice(before).map(({ headers }) => headers['grapevine-workspace']);
    expect(new Set(named)).toEqual(new Set(['default']));
    act(() => window.history.back());
    expect(await screen.findByText('Simulated data.')).toBeInTheDocument();
  });

  it('can be left by the menu', async () => {
    const { user } = open('/signups?workspace=demo', {
      ...college,
      'GET /v1/session': () => ok(demoSession()),
      'GET /v1/workspace': ({ headers }: Asked) => ok(workspaceOf(headers['grapevine-workspace'] === 'demo')),
    });
    await user.click(await screen.findByRole('button', { name: 'Menu' }));
    await user.click(await screen.findByRole('radio', { name: 'CollegeMsg', hidden: true }));
    await waitFor(() => expect(screen.queryByText('Simulated data.')).toBeNull());
    expect(window.location.pathname + window.location.search).toBe('/signups?workspace=default');
    // The menu was opened for that, and is closed.
    expect(screen.queryByRole('radio', { name: 'CollegeMsg', hidden: true })).toBeNull();
  });
});

describe('a workspace of its own', () => {
  it('is not called simulated', async () => {
    open('/');
    await screen.findByTestId('headline');
    expect(screen.queryByText('Simulated data.')).toBeNull();
  });
});
