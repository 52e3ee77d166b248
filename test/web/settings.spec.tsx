import '@testing-library/jest-dom/jest-globals';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { sessionAnswer, workspaceAnswer } from './support/answers.js';
import { college, open } from './support/open.js';
import { type Asked, none, ok, problem } from './support/server.js';
import {
  exclusionPreview,
  exclusionsAnswer,
  keyAnswer,
  peopleAnswer,
  previewAnswer,
  runningRebuild,
} from './support/settings-answers.js';

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

const settings = {
  ...college,
  'GET /v1/exclusions': () => ok(exclusionsAnswer),
  'GET /v1/keys': () => ok({ data: [keyAnswer], next: null }),
  'GET /v1/people': () => ok(peopleAnswer),
};
const section = async (name: string) => within(await screen.findByRole('region', { name }));

describe('settings', () => {
  it('show axe nothing to complain about', async () => {
    open('/settings', settings);
    await section('API keys');
    await screen.findByText('ann@example.org');
    const { violations } = await act(() => axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } }));
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });

  it('show a key once, and revoke one whose name was typed', async () => {
    const created = { ...keyAnswer, id: '00000000-0000-4000-8000-00000000000a', name: 'mine', key: 'gv_secret' };
    let keyList = [keyAnswer];
    const { user, asked } = open('/settings', {
      ...settings,
      'GET /v1/keys': () => ok({ data: keyList, next: null }),
      'POST /v1/keys': () => ok(created, 201),
      [`DELETE /v1/keys/${keyAnswer.id}`]: () => {
        keyList = [{ ...keyAnswer, revoked_at: keyAnswer.created_at }];
        return none();
      },
    });
    const keys = await section('API keys');
    await user.type(keys.getByLabelText('Name of the new key'), 'mine');
    await user.click(keys.getByRole('button', { name: 'Create a key' }));
    expect(await keys.findByText('gv_secret')).toBeInTheDocument();
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ name: 'mine', scopes: ['ingest', 'read'] });
    await user.click(await keys.findByRole('button', { name: 'Revoke production' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Revoke this key?' }));
    expect(dialog.getByRole('button', { name: 'Revoke' })).toBeDisabled();
    await user.type(dialog.getByLabelText('Type production to confirm'), 'production');
    await user.click(dialog.getByRole('button', { name: 'Revoke' }));
    // The button that opened the dialog is gone with the key's row.
    await waitFor(() => expect(screen.getByText('The key is revoked.')).toHaveFocus());
  });

  it('do once what two clicks in a row ask for', async () => {
    const { user, asked } = open('/settings', {
      ...settings,
      'POST /v1/keys': () => ok({ ...keyAnswer, name: 'mine', key: 'gv_secret' }, 201),
    });
    const keys = await section('API keys');
    await user.type(keys.getByLabelText('Name of the new key'), 'mine');
    const button = keys.getByRole('button', { name: 'Create a key' });
    // Before the page is drawn again.
    act(() => {
      button.click();
      button.click();
    });
    expect(await keys.findByText('gv_secret')).toBeInTheDocument();
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('give a deleted annotation back', async () => {
    const note = {
      ...{ id: '00000000-0000-4000-8000-00000000000c', date: '2004-05-20', text: 'Exams begin', author: null },
      ...{ created_at: '2026-11-22T13:46:10.000Z', updated_at: '2026-11-22T13:46:10.000Z' },
    };
    let notes = [note];
    const { user, asked } = open('/settings', {
      ...settings,
      'GET /v1/annotations': () => ok({ data: notes, next: null }),
      [`DELETE /v1/annotations/${note.id}`]: () => {
        notes = [];
        return none();
      },
      'POST /v1/annotations': () => {
        notes = [note];
        return ok(note, 201);
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Delete Exams begin' }));
    const said = await screen.findByText(/^Deleted: Exams begin/);
    await user.click(within(said).getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('button', { name: 'Delete Exams begin' })).toBeInTheDocument();
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ date: '2004-05-20', text: 'Exams begin' });
    expect(screen.queryByText(/^Deleted/)).toBeNull();
  });

  it('show what a rebuild would change before it is asked for', async () => {
    const { user, asked } = open('/settings', {
      ...settings,
      'POST /v1/rebuilds/preview': () => ok(previewAnswer),
      'PATCH /v1/workspace': () => ok(workspaceAnswer),
    });
    const definition = await section('What is counted, and when');
    expect(definition.getByRole('button', { name: 'Show what would change' })).toBeDisabled();
    const zone = definition.getByLabelText('Time zone');
    await user.clear(zone);
    await user.type(zone, 'Asia/Tokyo');
    await user.click(definition.getByRole('button', { name: 'Show what would change' }));
    const row = within(await definition.findByRole('row', { name: /May 2004/ }));
    expect(row.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['1,038', '1,040', '+2']);
    expect(asked.some(({ method }) => method === 'PATCH')).toBe(false);
    await user.click(definition.getByRole('button', { name: 'Rebuild now' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Rebuild this workspace?' }));
    expect(dialog.getByText(/^59,835 events are folded again/)).toBeInTheDocument();
    expect(asked.some(({ method }) => method === 'PATCH')).toBe(false);
    await user.type(dialog.getByLabelText('Type CollegeMsg to confirm'), 'CollegeMsg');
    await user.click(dialog.getByRole('button', { name: 'Rebuild now' }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ time_zone: 'Asia/Tokyo', rebuild: true }),
    );
  });

  it('say that a rebuild that was watched is done', async () => {
    const routes: Record<string, (asked: Asked) => unknown> = {
      ...settings,
      'GET /v1/workspace': () => ok({ ...workspaceAnswer, rebuild: runningRebuild }),
      [`GET /v1/rebuilds/${runningRebuild.id}`]: () => ok({ ...runningRebuild, state: 'done' }),
    };
    open('/settings', routes);
    expect(await screen.findByText('30,000 of 59,835 events')).toBeInTheDocument();
    routes['GET /v1/workspace'] = () =>
      ok({ ...workspaceAnswer, definition_version: workspaceAnswer.definition_version + 1 });
    expect(await screen.findByText(/^The rebuild is done: 59,835 events/)).toBeInTheDocument();
  });

  it('say in numbers what the exclusion of a segment does, and ask for its name', async () => {
    const { user, asked } = open('/settings', {
      ...settings,
      'GET /v1/workspace': () => ok({ ...workspaceAnswer, dimensions: ['platform'] }),
      'POST /v1/exclusions/preview': () => ok(exclusionPreview),
      'POST /v1/exclusions': () => ok(exclusionsAnswer.data[0]),
    });
    const exclusions = await section('Exclusions');
    await user.click(exclusions.getByLabelText('A segment'));
    await user.selectOptions(exclusions.getByLabelText('Dimension'), 'platform');
    await user.type(exclusions.getByLabelText('Value'), 'ios');
    await user.type(exclusions.getByLabelText('Reason'), 'test phones');
    await user.click(exclusions.getByRole('button', { name: 'Exclude' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Exclude them from every number?' }));
    expect(dialog.getByText(/^319 members who count now/)).toBeInTheDocument();
    expect(dialog.getByText(/^1,204 numbers were told to be final/)).toBeInTheDocument();
    expect(dialog.queryByText(/not been seen/)).toBeNull();
    expect(dialog.getByRole('button', { name: 'Exclude' })).toBeDisabled();
    await user.type(dialog.getByLabelText('Type platform:ios to confirm'), 'platform:ios');
    await user.click(dialog.getByRole('button', { name: 'Exclude' }));
    const segments = [{ dimension: 'platform', value: 'ios' }];
    await waitFor(() =>
      expect(asked.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body])).toEqual([
        ['/v1/exclusions/preview', { member_ids: [], segments }],
        ['/v1/exclusions', { member_ids: [], segments, reason: 'test phones' }],
      ]),
    );
    await waitFor(() => expect(screen.getByText(/^Decided: every number/)).toHaveFocus());
  });

  it('exclude members with a reason, and undo an excluded segment', async () => {
    const sent: Asked[] = [];
    const decide = (asked: Asked) => {
      sent.push(asked);
      return ok(exclusionsAnswer.data[0]);
    };
    const { user } = open('/settings', {
      ...settings,
      'POST /v1/exclusions/preview': () =>
        ok({ ...exclusionPreview, members: 1, unknown_members: 1, final_numbers: 0 }),
      'POST /v1/exclusions': decide,
      'DELETE /v1/exclusions': decide,
    });
    const exclusions = await section('Exclusions');
    await user.type(exclusions.getByLabelText('Member ids'), 'spammer-1\nspammer-2');
    await user.type(exclusions.getByLabelText('Reason'), 'robots');
    await user.click(exclusions.getByRole('button', { name: 'Exclude' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Exclude them from every number?' }));
    expect(dialog.getByText(/^1 of the ids has not been seen yet/)).toBeInTheDocument();
    // Several have no one name: that of the workspace is asked for.
    await user.type(dialog.getByLabelText('Type CollegeMsg to confirm'), 'CollegeMsg');
    await user.click(dialog.getByRole('button', { name: 'Exclude' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ member_ids: ['spammer-1', 'spammer-2'], segments: [], reason: 'robots' });
    await user.click(await exclusions.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toMatchObject({
      method: 'DELETE',
      body: { segments: [{ dimension: 'platform', value: 'bot' }], reason: 'Undone: test phones' },
    });
  });

  it('take the first email and password of whoever came by a link, and say what is wrong with them', async () => {
    const refusal = problem(422, 'Unprocessable Content', 'The account is not valid: email: is not one.');
    const routes: Record<string, (asked: Asked) => unknown> = { ...settings, 'PUT /v1/account': () => refusal };
    const { user, asked } = open('/settings', routes);
    const account = await section('How you sign in');
    await user.type(account.getByLabelText('Email'), 'ann@example.org');
    await user.type(account.getByLabelText('New password'), 'a long enough password');
    await user.click(account.getByRole('button', { name: 'Save' }));
    expect(await account.findByRole('alert')).toHaveTextContent('is not one');
    const person = { id: '00000000-0000-4000-8000-000000000001', email: 'ann@example.org' };
    routes['PUT /v1/account'] = () => ok({ ...sessionAnswer(), person });
    await user.click(account.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('You sign in as ann@example.org.')).toBeInTheDocument();
    expect(asked.findLast(({ method }) => method === 'PUT')?.body).toEqual({
      email: 'ann@example.org',
      password: 'a long enough password',
    });
  });

  it('are not for who may only read', async () => {
    open('/settings', { ...settings, 'GET /v1/session': () => ok(sessionAnswer(['read'])) });
    expect(await screen.findByText(/not change settings/)).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'API keys' })).toBeNull();
  });
});
