import { NewExport, SavedExport } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { asExport } from '../../app/api/paths.js';
import { draftOf, requestOf, withQuestion } from './export-draft.js';

const SAVED = SavedExport.parse({
  ...{ id: '00000000-0000-4000-8000-000000000001', file_prefix: 'growth', name: 'Growth' },
  question: { of: 'growth', parameters: { grain: 'week', by: 'platform', limit: 3 } },
  range: { kind: 'previous', grain: 'week', count: 2 },
  ...{ format: 'ndjson', compression: 'gzip', incomplete_periods: true, paused: true, send_corrections: true },
  schedule: { kind: 'monthly', day: 31, time: '06:30' },
  ...{ destination: { kind: 'folder', path: 'growth' }, alert: null },
  ...{
    next_due_at: null,
    last_run: null,
    created_at: '2026-11-22T13:46:10.000Z',
    updated_at: '2026-11-22T13:46:10.000Z',
  },
});
const addressed = (path: string) => draftOf(undefined, asExport(path, 'Of a chart'));

describe('the form of an export', () => {
  it('begins with something that the API takes once it has a name', () => {
    const request = requestOf({ ...draftOf(undefined), name: ' Active ' });
    expect(NewExport.parse(request)).toMatchObject({
      ...{ name: 'Active', question: { of: 'series' }, schedule: null },
      ...{ range: { kind: 'previous', grain: 'month', count: 1 }, destination: { kind: 'folder', path: '' } },
    });
  });

  it.each<Partial<SavedExport>>([
    {},
    { range: { kind: 'fixed', from: '2026-10-05', to: '2026-10-11' }, schedule: { kind: 'hourly', minute: 15 } },
    { range: { kind: 'since_last_run', from: '2026-10-05' }, schedule: null },
    { schedule: { kind: 'weekly', weekday: 'friday', time: '23:59' } },
    { destination: { kind: 'email', to: ['ann@example.com', 'bob@example.com'] } },
    { alert: { kind: 'email', to: ['ann@example.com', 'bob@example.com'] } },
    { schedule: { kind: 'first_weekday', time: '00:00' } },
    { schedule: { kind: 'cron', expression: '30 6 * * 1-5' } },
    { question: { of: 'events', parameters: { type: ['message.sent'] } } },
  ])('gives back what it was opened with: %j', (given) => {
    const { name, question, range, format, compression, schedule, destination, alert, ...saved } = {
      ...SAVED,
      ...given,
    };
    expect(requestOf(draftOf({ ...SAVED, ...given }))).toEqual({
      ...{ name, question, range, format, compression, schedule, destination, alert },
      ...{ incomplete_periods: saved.incomplete_periods, send_corrections: saved.send_corrections },
    });
  });

  it('leaves out what nobody is shown and nobody has typed, so that it is kept', () => {
    const draft = draftOf({
      ...SAVED,
      destination: { kind: 'webhook', receiver: 'https://reports.example.com', secret: { set: true } },
    });
    expect(requestOf(draft).destination).toEqual({ kind: 'webhook' });
    const alert = { kind: 'webhook', receiver: 'https://ops.example.com', secret: { set: true } } as const;
    expect(requestOf(draftOf({ ...SAVED, alert })).alert).toEqual({ kind: 'webhook' });
    const typed = { ...draft.destination, secret: 'another secret, long enough' };
    expect(requestOf({ ...draft, destination: typed }).destination).toEqual({
      ...{ kind: 'webhook', secret: 'another secret, long enough' },
    });
  });

  it('leaves the secret of a bucket out until it is typed, and an endpoint that is empty', () => {
    const place = { kind: 's3', bucket: 'reports', prefix: 'a/b', region: 'eu-central-1', path_style: true } as const;
    const key = { endpoint: 'https://s3.example.com', access_key_id: 'AKIA' };
    const draft = draftOf({ ...SAVED, destination: { ...place, ...key, secret_access_key: { set: true } } });
    expect(requestOf(draft).destination).toEqual({ ...place, ...key });
    const s3 = { ...draft.destination.s3, endpoint: ' ', secret_access_key: 'another secret' };
    expect(requestOf({ ...draft, destination: { ...draft.destination, s3 } }).destination).toEqual({
      ...{ ...place, access_key_id: 'AKIA', secret_access_key: 'another secret' },
    });
  });

  it('has no compression around Parquet, and has it again with another format', () => {
    const draft = { ...draftOf(SAVED), format: 'parquet' as const };
    expect(requestOf(draft).compression).toBe('none');
    expect(requestOf({ ...draft, format: 'csv' }).compression).toBe('gzip');
  });

  it('takes the question of a chart, but not its days', () => {
    const series = '/v1/series?metric=active_members&grain=week&from=2026-01-01&by=platform&limit=6&filter=country:DE';
    expect(addressed(series)).toMatchObject({
      name: 'Of a chart',
      question: {
        of: 'series',
        parameters: { metric: 'active_members', grain: 'week', by: 'platform', limit: '6', filter: ['country:DE'] },
      },
      range: { kind: 'previous', grain: 'week', count: '1' },
    });
    expect(addressed('/v1/power-curve?as_of=2026-10-31&days=28')).toMatchObject({
      ...{ question: { of: 'power_curve', parameters: {} }, range: { grain: 'day', count: '28' } },
    });
    expect(asExport('/v1/restatements', 'x')).toBeUndefined();
  });

  it('follows the periods of the question, unless a range of others was chosen', () => {
    const draft = draftOf(SAVED);
    const byDay = withQuestion(draft, { of: 'growth', parameters: { grain: 'day' } });
    expect(byDay.range).toMatchObject({ grain: 'day', count: '2' });
    const ofMonths = { ...byDay, range: { ...byDay.range, grain: 'month' as const } };
    expect(withQuestion(ofMonths, { of: 'delivery', parameters: { grain: 'week' } }).range.grain).toBe('month');
  });
});
