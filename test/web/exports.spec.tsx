import '@testing-library/jest-dom/jest-globals';
import type { NewExport } from '@grapevine/contracts';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { sessionAnswer } from './support/answers.js';
import { exportList, exportRuns, noBackfills, savedExport } from './support/export-answers.js';
import { college, open } from './support/open.js';
import { type Asked, none, ok, problem } from './support/server.js';

afterEach(cleanup);
beforeAll(() => {
  // What every browser has and jsdom lacks.
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
});

const PATH = `/v1/exports/${savedExport.id}`;
const ONE = `/exports?export=${savedExport.id}`;
const exports: Record<string, (asked: Asked) => unknown> = {
  ...college,
  'GET /v1/metrics': () => ok({ data: [], meta: {} }),
  'GET /v1/exports': () => ok(exportList),
  [`GET ${PATH}`]: () => ok(savedExport),
  [`GET ${PATH}/runs`]: () => ok(exportRuns('running', 1_000)),
  [`GET ${PATH}/backfills`]: () => ok(noBackfills),
};
const sent = (asked: readonly Asked[]) => asked.filter(({ method }) => method !== 'GET');

describe('exports', () => {
  it('say what is brought where, when, and how the last run went', async () => {
    open('/exports', exports);
    const list = within(await screen.findByRole('list', { name: 'Saved exports' }));
    const texts = [
      'Growth accounting · by month · broken down by Platform',
      'The previous month · CSV, gzip',
      'Every day at 06:30',
      'next 23 Nov 2026, 06:30 UTC',
      'Webhook https://reports.example.com/in',
      'Failed',
      'The receiver answered with 500.',
    ];
    for (const text of texts) expect(list.getByText(text)).toBeInTheDocument();
  });

  it('explain themselves while there is none, but not when they cannot be read', async () => {
    const routes = { ...exports, 'GET /v1/exports': () => ok({ data: [], next: null }) };
    open('/exports', routes);
    expect(await screen.findByRole('link', { name: 'Make the first export' })).toBeInTheDocument();
    cleanup();
    const failing = { ...exports, 'GET /v1/exports': () => problem(403, 'Forbidden', 'No.', 'forbidden') };
    const { user } = open('/exports', failing);
    expect(await screen.findByRole('alert')).toHaveTextContent('No.');
    expect(screen.queryByText('Nothing is exported yet')).toBeNull();
    expect(screen.queryByRole('list', { name: 'Saved exports' })).toBeNull();
    Object.assign(failing, { 'GET /v1/exports': exports['GET /v1/exports'] });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Growth by platform' })).toBeInTheDocument();
  });

  it('are not for who may only read', async () => {
    const { asked } = open('/exports', { ...exports, 'GET /v1/session': () => ok(sessionAnswer(['read'])) });
    expect(await screen.findByText(/neither see nor change exports/)).toBeInTheDocument();
    expect(asked.some(({ path }) => path.startsWith('/v1/exports'))).toBe(false);
  });

  it('show how far a run is, and that it is done', async () => {
    const routes = { ...exports };
    open(ONE, routes);
    expect(await screen.findByText(/1,000 rows so far · 2 attempts/)).toBeInTheDocument();
    routes[`GET ${PATH}/runs`] = () => ok(exportRuns('complete', 2_500));
    expect(await screen.findByText(/2,500 rows · 2 attempts · in 4 sec/)).toBeInTheDocument();
  });

  it('run once where two clicks in a row ask for it', async () => {
    const { asked } = open(ONE, {
      ...exports,
      [`POST ${PATH}/runs`]: () => ok(exportRuns('running', 0).data[0], 202),
    });
    const button = await screen.findByRole('button', { name: 'Run now' });
    act(() => {
      button.click();
      button.click();
    });
    expect(await screen.findByText('The run is on its way.')).toBeInTheDocument();
    expect(sent(asked).map(({ path, body }) => [path, body])).toEqual([[`${PATH}/runs`, {}]]);
  });

  it('keep an address and a secret that nobody is shown, unless others are typed', async () => {
    const { user, asked } = open(`${ONE}&edit=1`, { ...exports, [`PATCH ${PATH}`]: () => ok(savedExport) });
    const secret = await screen.findByLabelText('Secret');
    expect(secret).toHaveAttribute('type', 'password');
    expect(secret).toHaveValue('');
    expect(secret).not.toBeRequired();
    const name = screen.getByLabelText('Name');
    await user.clear(name);
    await user.type(name, 'Growth');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'Run now' })).toBeInTheDocument();
    const change = sent(asked)[0]?.body as NewExport;
    expect([change.name, change.destination]).toEqual(['Growth', { kind: 'webhook' }]);
  });

  it('tell whoever is to be told of failures, and say who was', async () => {
    const [run] = exportRuns('complete', 0).data;
    const failed = {
      ...run,
      state: 'failed',
      error: 'Refused.',
      alerted_at: run?.created_at,
      alert_error: 'Half of them.',
    };
    const { user, asked } = open(`${ONE}&edit=1`, {
      ...exports,
      [`PATCH ${PATH}`]: () => ok(savedExport),
      [`GET ${PATH}/runs`]: () => ok({ data: [failed], next: null }),
    });
    await user.selectOptions(await screen.findByLabelText('Tell'), 'email');
    await user.type(screen.getByLabelText('To'), 'ops@example.com, ann@example.com');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Half of them.')).toBeInTheDocument();
    expect(screen.getByText(/^Told /)).toBeInTheDocument();
    const change = sent(asked)[0]?.body as NewExport;
    expect(change.alert).toEqual({ kind: 'email', to: ['ops@example.com', 'ann@example.com'] });
  });

  it('go to a bucket, whose secret is asked for and not shown, and of which the API says what is wrong', async () => {
    const refusal = { status: 422, title: 'Unprocessable Content', detail: 'The export is not valid.', code: 'test' };
    const errors = [{ parameter: 'destination.bucket', message: 'must be the name of a bucket' }];
    const { user, asked } = open('/exports?new=1', {
      ...exports,
      'POST /v1/exports': () => ({ status: 422, body: { type: 'about:blank', ...refusal, errors } }),
    });
    await user.type(await screen.findByLabelText('Name'), 'To a bucket');
    await user.selectOptions(screen.getByLabelText('Destination'), 's3');
    expect(screen.getByLabelText('Secret access key')).toHaveAttribute('type', 'password');
    expect(screen.getByLabelText('Secret access key')).toBeRequired();
    const typed = {
      Bucket: 'Reports',
      Region: 'eu-central-1',
      'Access key ID': 'AKIA',
      'Secret access key': 'secret-1',
    };
    for (const [label, text] of Object.entries(typed)) await user.type(screen.getByLabelText(label), text);
    await user.click(screen.getByRole('checkbox', { name: /^The bucket is named in the path/ }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('must be the name of a bucket')).toBeInTheDocument();
    expect(screen.getByLabelText('Bucket')).toHaveFocus();
    const [request] = sent(asked) as [Asked];
    expect((request.body as NewExport).destination).toEqual({
      ...{ kind: 's3', bucket: 'Reports', prefix: '', region: 'eu-central-1', path_style: true },
      ...{ access_key_id: 'AKIA', secret_access_key: 'secret-1' },
    });
  });

  it('say at its field what is wrong, and begin there again', async () => {
    const refusal = { status: 422, title: 'Unprocessable Content', detail: 'The export is not valid.', code: 'test' };
    const errors = [{ parameter: 'schedule.expression', message: 'must have five fields' }];
    const { user } = open('/exports?new=1', {
      ...exports,
      'POST /v1/exports': () => ({ status: 422, body: { type: 'about:blank', ...refusal, errors } }),
    });
    await user.type(await screen.findByLabelText('Name'), 'By cron');
    await user.selectOptions(screen.getByLabelText('Schedule'), 'cron');
    await user.type(screen.getByLabelText('Cron expression'), 'now');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('must have five fields')).toBeInTheDocument();
    expect(screen.getByLabelText('Cron expression')).toHaveFocus();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('take the question of a chart', async () => {
    const { user } = open('/?metric=active_members', exports);
    const [link] = await screen.findAllByRole('link', { name: 'Export on a schedule' });
    await user.click(link as HTMLElement);
    expect(await screen.findByRole('heading', { level: 1, name: 'New export' })).toBeInTheDocument();
    expect(screen.getByLabelText('Name')).not.toHaveValue('');
  });

  it('are deleted by who types their name', async () => {
    const routes = { ...exports, [`DELETE ${PATH}`]: () => none() };
    const { user, asked } = open(ONE, routes);
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete this export?' }));
    expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
    await user.type(dialog.getByLabelText('Type Growth by platform to confirm'), 'Growth by platform');
    routes['GET /v1/exports'] = () => ok({ data: [], next: null });
    await user.click(dialog.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.getByText('Nothing is exported yet')).toBeInTheDocument());
    expect(sent(asked).map(({ method, path }) => [method, path])).toEqual([['DELETE', PATH]]);
  });
});
