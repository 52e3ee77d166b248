import { setTimeout as delay } from 'node:timers/promises';
import type { Rebuild, Workspace } from '@grapevine/contracts';
import { findEmbeddedPostgres } from '@grapevine/database';
import pg from 'pg';
import type { ApiClient } from './api-client.js';
import { patience } from './patience.js';

/** Everything that a workspace answers about growth, without what says when it was asked. */
export async function everyAnswer(api: ApiClient, by: readonly string[]): Promise<Record<string, unknown>> {
  const questions = [
    ...['day', 'week', 'month', 'year'].map((grain) => `/v1/growth?grain=${grain}`),
    ...['day', 'month', 'quarter'].map((grain) => `/v1/series?metric=active_members&grain=${grain}`),
    ...['day', 'month'].map((grain) => `/v1/series?metric=signups&grain=${grain}`),
    '/v1/series?metric=active_members&grain=day&window=rolling_28',
    ...by.flatMap((dimension) => [
      `/v1/series?metric=active_members&grain=month&by=${dimension}&limit=100`,
      `/v1/series?metric=signups&grain=month&by=${dimension}&limit=100`,
      `/v1/growth?grain=month&by=${dimension}&limit=100`,
    ]),
  ];
  const answers: Record<string, unknown> = {};
  for (const question of questions) {
    const { data, meta } = await api.get<{ data: { sealed?: boolean }[]; meta: Record<string, unknown> }>(question);
    const { time_zone, data_from, data_through } = meta;
    answers[question] = { data: data.map(({ sealed: _, ...row }) => row), time_zone, data_from, data_through };
  }
  return answers;
}

/** Asks for a change, again while the service does not answer. @returns the workspace's answer once it is accepted */
export async function startRebuild(api: ApiClient, change: object): Promise<Workspace> {
  const deadline = Date.now() + patience(60_000);
  for (;;) {
    const answer = await api
      .request<Workspace & { code?: string }>('PATCH', '/v1/workspace', { ...change, rebuild: true })
      .catch(() => undefined);
    if (answer?.status === 200) return answer.body;
    // An attempt whose answer was lost may have started it.
    const started = answer?.status === 409 && answer.body.code === 'rebuild_running';
    if (started) {
      const workspace = await api.get<Workspace>('/v1/workspace').catch(() => undefined);
      if (workspace?.rebuild) return workspace;
    }
    if (Date.now() > deadline) throw new Error(`No rebuild was started: ${JSON.stringify(answer?.body)}`);
    await delay(100);
  }
}

/** Waits for the end of the last rebuild. */
export async function rebuilt(api: ApiClient): Promise<Rebuild> {
  const deadline = Date.now() + patience(120_000);
  for (;;) {
    const list = await api.get<{ data: Rebuild[] }>('/v1/rebuilds').catch(() => undefined);
    const last = list?.data[0];
    if (last && last.state !== 'running') return last;
    if (Date.now() > deadline) throw new Error(`The rebuild does not end: ${JSON.stringify(last)}`);
    await delay(50);
  }
}

/** Keeps a rebuild from recording any progress until it is let go: within 25 s, or its statements time out. */
export async function holdRebuild(dataDir: string, id: string): Promise<() => Promise<void>> {
  const found = await findEmbeddedPostgres({ dataDir });
  if (!found) throw new Error('No embedded PostgreSQL runs on this folder.');
  const client = new pg.Client({ connectionString: found.url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT FROM rebuilds WHERE id = $1 FOR UPDATE', [id]);
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}
