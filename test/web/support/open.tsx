import { configure, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AddressRouter } from '../../../apps/web/src/app/address.js';
import { App, firstClient } from '../../../apps/web/src/app/app.js';
import {
  breakdownAnswer,
  COLLEGE,
  growthAnswer,
  seriesAnswer,
  sessionAnswer,
  statusAnswer,
  workspaceAnswer,
} from './answers.js';
import { type Asked, ok, serve } from './server.js';
import { sight } from './sight.js';

// The machine may be busy with other suites: waiting longer costs nothing when the page is quick.
configure({ asyncUtilTimeout: 20_000, getElementError: (message) => new Error(message ?? 'not found') });

/** What a server with the data of CollegeMsg answers. */
export const college = {
  'GET /v1/status': () => ok(statusAnswer()),
  'GET /v1/workspace': () => ok(workspaceAnswer),
  'GET /v1/session': () => ok(sessionAnswer()),
  'GET /v1/annotations': () => ok({ data: [], next: null }),
  'GET /v1/restatements': () => ok({ data: [], next: null }),
  'GET /v1/growth': () => ok(growthAnswer()),
  'GET /v1/series': ({ query }: Asked) => {
    const metric = query.get('metric') ?? '';
    const by = query.get('by');
    if (by) return ok(breakdownAnswer(['android', 'ios'], { metric, by }));
    if (metric === 'stickiness')
      return ok(
        seriesAnswer(
          COLLEGE.map(([month]) => [month, 0.25]),
          { metric, unit: 'ratio' },
        ),
      );
    return ok(seriesAnswer(metric === 'signups' ? COLLEGE.map(([month]) => [month, 0]) : COLLEGE, { metric }));
  },
};

/**
 * Opens the whole app at an address, in front of a server that answers by `routes`.
 * @param everything whether what lies further down the page is in sight, too
 */
export function open(address: string, routes: Parameters<typeof serve>[0] = college, everything = false) {
  sight.everything = everything;
  window.history.replaceState(null, '', address);
  const server = serve(routes);
  const user = userEvent.setup();
  render(
    <AddressRouter>
      <App first={firstClient()} />
    </AddressRouter>,
  );
  return { ...server, user };
}
