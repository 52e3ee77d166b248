import '@testing-library/jest-dom/jest-globals';
import { DataHealth, DeadLetterList } from '@grapevine/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import axe from 'axe-core';
import { statusAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { ok, unreachable } from './support/server.js';

afterEach(cleanup);
const AT = '2026-11-22T13:46:10.000Z';

const healthAnswer = DataHealth.parse({
  rejected: [
    {
      code: 'invalid_value',
      count: 30,
      examples: [
        {
          field: 'occurred_at',
          message: 'occurred_at is not a time',
          event: { type: 'member.active', occurred_at: '00.00.0000' },
          received_at: AT,
        },
      ],
    },
  ],
  sealed: { numbers: 1_234, last_sealed_at: AT },
  restatements: { count: 0, last_restated_at: null },
  dimension_values: {
    limit: 10_000,
    over_limit: [
      { dimension: 'plan', values: 12_500, kept: 10_000, last_kept: 'p-9' },
      { dimension: 'contract', values: null, kept: 10_000, last_kept: 'c-7' },
    ],
  },
  last_audit: { started_at: AT, finished_at: AT, events: 59_835, numbers: 12_345, differences: 0 },
});
const letters = DeadLetterList.parse({
  data: [
    {
      id: '00000000-0000-4000-8000-000000000003',
      batch_id: 'b',
      reason: 'malformed',
      detail: 'the row cannot be read',
      event_type: null,
      occurred_at: null,
      created_at: AT,
      expires_at: AT,
      replayed_at: null,
    },
  ],
  next: null,
});
const withLetter = () => ok({ ...statusAnswer(), pipeline: { ...statusAnswer().pipeline, dead_letters: 1 } });
const routes = {
  ...college,
  'GET /v1/status': withLetter,
  'GET /v1/data-health': () => ok(healthAnswer),
  'GET /v1/dead-letters': () => ok(letters),
};

describe('data health', () => {
  it('says what became of the events and what speaks for the numbers, and axe finds nothing', async () => {
    const { user } = open('/data-health', routes);
    expect(await screen.findByText('30 times')).toBeInTheDocument();
    expect((await screen.findAllByText('59,835')).length).toBeGreaterThan(0);
    expect(screen.getByText('No difference')).toBeInTheDocument();
    expect(screen.getByText(/12,345 numbers compared with 59,835 events/)).toBeInTheDocument();
    expect(
      screen.getByText(/12,500 values, of which 10,000 have numbers of their own: up to “p-9”/),
    ).toBeInTheDocument();
    expect(screen.getByText(/too many values to count, of which 10,000/)).toBeInTheDocument();
    await user.click(screen.getByText('invalid_value'));
    expect(screen.getByText('00.00.0000')).toBeInTheDocument();
    const { violations } = await act(() => axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } }));
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });

  it('says nothing of dimensions whose values all have numbers', async () => {
    const few = ok({ ...healthAnswer, dimension_values: { limit: 10_000, over_limit: [] } });
    open('/data-health', { ...routes, 'GET /v1/data-health': () => few });
    expect(await screen.findByText('30 times')).toBeInTheDocument();
    expect(screen.queryByText('Dimensions with too many values')).toBeNull();
  });

  it('puts dead letters back into the queue', async () => {
    const { user, asked } = open('/data-health', {
      ...routes,
      'POST /v1/dead-letters/replay': () => ok({ replayed: 1 }, 202),
    });
    await user.click(await screen.findByRole('button', { name: 'Try 1 event again' }));
    expect(await screen.findByText('1 event is on its way again.')).toBeInTheDocument();
    expect(asked.find(({ path }) => path === '/v1/dead-letters/replay')?.body).toEqual({ all: true });
  });

  it('says that it cannot be read where the server does not answer, and shows no zero', async () => {
    open('/data-health', { ...routes, 'GET /v1/data-health': unreachable, 'GET /v1/status': unreachable });
    expect(await screen.findByText('Grapevine does not answer')).toBeInTheDocument();
    expect(screen.queryByText('No event was ever rejected.')).toBeNull();
  });
});
