import '@testing-library/jest-dom/jest-globals';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { demoSession, sessionAnswer, statusAnswer, workspaceAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { ok, problem } from './support/server.js';

afterEach(cleanup);
const workspaceOf = (simulated: boolean) => ({ ...workspaceAnswer, simulated });

describe('a workspace of simulated data', () => {
  it('says so, how far it is filled, and leads to the own one', async () => {
    const filling = { sent: 12_000, total: 370_955 };
    const routes: Record<string, () => unknown> = {
      ...(college as object),
      'GET /v1/session': () => ok(demoSession()),
      'GET /v1/workspace': () => ok(workspaceOf(true)),
      'GET /v1/status': () => ok({ ...statusAnswer(), filling }),
      'POST /v1/session/workspace': () => {
        routes['GET /v1/session'] = () => ok(sessionAnswer());
        routes['GET /v1/workspace'] = () => ok(workspaceOf(false));
        return ok(sessionAnswer());
      },
    };
    const { user, asked } = open('/', routes);
    expect(await screen.findByText('Simulated data.')).toBeInTheDocument();
    expect(await screen.findByText('Being filled: 12,000 of 370,955 events')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Send your first event' }));
    expect(await screen.findByTestId('headline')).toBeInTheDocument();
    expect(screen.queryByText('Simulated data.')).toBeNull();
    expect(asked.find(({ path }) => path === '/v1/session/workspace')?.body).toEqual({ slug: 'default' });
  });

  it('can be left by the menu, and says where that failed', async () => {
    const { user } = open('/', {
      ...college,
      'GET /v1/session': () => ok(demoSession()),
      'GET /v1/workspace': () => ok(workspaceOf(true)),
      'POST /v1/session/workspace': () => problem(503, 'Not reachable', 'Try again.'),
    });
    await user.click(await screen.findByRole('button', { name: 'Menu' }));
    await user.click(await screen.findByRole('radio', { name: 'CollegeMsg', hidden: true }));
    expect(await screen.findByText('The workspace was not changed: Try again.')).toBeInTheDocument();
  });
});

describe('a workspace of its own', () => {
  it('is not called simulated', async () => {
    open('/');
    await screen.findByTestId('headline');
    expect(screen.queryByText('Simulated data.')).toBeNull();
  });
});
