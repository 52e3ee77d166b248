import '@testing-library/jest-dom/jest-globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountChange, ExclusionChange, NewAnnotation, NewKey } from '@grapevine/contracts';
import { METRICS } from '@grapevine/metrics';
import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { faultWords } from '../../apps/web/src/app/controls/trouble.js';
import { chooseLanguage } from '../../apps/web/src/app/language/languages.js';
import { metricWords } from '../../apps/web/src/app/language/metric-words.js';
import { de } from '../../apps/web/src/app/words/de.js';
import { exportsDe } from '../../apps/web/src/pages/exports/words/de.js';
import { college, open } from './support/open.js';
import { problem } from './support/server.js';

const PAGES = join(import.meta.dirname, '../../apps/web/src/pages');
const API = join(import.meta.dirname, '../../apps/api/src');
/** The code of a refusal where it is thrown; of one that is put together, its beginning. */
const THROWN = /(?:ProblemError\(\s*\d+,|unavailable\()\s*['`]([a-z_]+)/g;

afterEach(async () => {
  await act(() => chooseLanguage('en'));
  cleanup();
});

describe('the language', () => {
  it('is changed in the menu, for words, numbers and dates, and is kept', async () => {
    const { user } = open('/');
    expect(await screen.findByTestId('headline')).toHaveTextContent('255 people');
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    await user.click(await screen.findByRole('radio', { name: 'Deutsch', hidden: true }));
    expect(await screen.findByText('Daten bis 26. Okt. 2004')).toBeInTheDocument();
    expect(screen.getByTestId('headline')).toHaveTextContent('255 Menschen');
    expect(document.documentElement.lang).toBe('de');
    expect(localStorage.getItem('grapevine.language')).toBe('de');
    await user.click(screen.getByRole('radio', { name: 'English', hidden: true }));
    expect(await screen.findByText('Data through 26 Oct 2004')).toBeInTheDocument();
  });

  it('is that of what went wrong, too; the server’s own words are said beside it, or instead where the page has none', async () => {
    await act(() => chooseLanguage('de'));
    const detail = 'The warehouse cannot be reached.';
    const away = (code: string) => ({
      ...college,
      'GET /v1/series': () => problem(503, 'Service Unavailable', detail, code),
    });
    open('/', away('warehouse_unavailable'));
    const [alert] = await screen.findAllByRole('alert');
    expect(alert).toHaveTextContent(
      /Diese Zahlen ließen sich nicht lesen.*Das Zahlenlager ist gerade nicht erreichbar/,
    );
    expect(screen.getAllByText(detail)[0]).toHaveAttribute('lang', 'en');
    cleanup();
    open('/', away('something_new'));
    expect((await screen.findAllByRole('alert'))[0]).toHaveTextContent(detail);
  });
});

describe('what the API refuses', () => {
  /** What only programs meet: they send events, choose formats and write their requests themselves. */
  const OF_PROGRAMS = [
    'method_not_allowed',
    'not_acceptable',
    'settings_changed',
    'too_many_events',
    'unreadable_body',
    'unreadable_request',
    'unsupported_encoding',
    'unsupported_media_type',
  ];

  it('is said in German, whatever a page can meet', () => {
    const sources = readdirSync(API, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?<!\.spec)\.ts$/.test(name),
    );
    const thrown = sources.flatMap((name) =>
      [...readFileSync(join(API, name), 'utf8').matchAll(THROWN)].map(([, code]) => code ?? ''),
    );
    expect(thrown.length).toBeGreaterThan(20);
    const told = [...Object.keys(de.problems), ...OF_PROGRAMS, 'question_over_'];
    expect([...new Set(thrown)].filter((code) => !told.includes(code))).toEqual([]);
  });
});

describe('what is wrong with a field', () => {
  const formsOf = (page: string) =>
    readdirSync(join(PAGES, page))
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => ({ name, form: readFileSync(join(PAGES, page, name), 'utf8') }));
  /** Fields that several parts of a form have. */
  const SHARED: Readonly<Record<string, string[]>> = { 'receiver-fields.tsx': ['destination', 'alert'] };

  it('is said in German, in every form', () => {
    const settings = formsOf('settings').flatMap(({ form }) =>
      [...form.matchAll(/faultOf\([\w.]+, '([\w.]+)'/g)].map(([, field]) => field ?? ''),
    );
    // What all its fields have in common a form says once.
    const exports = formsOf('exports').flatMap(({ name: file, form }) => {
      const [, of = ''] = /fault\(`(\w+)\./.exec(form) ?? [];
      const parts = SHARED[file] ?? [of];
      const calls = [...form.matchAll(/fault\(([^)]*)\)/g)].map(([, names]) => names ?? '');
      const names = calls.flatMap((call) => [...call.matchAll(/'([\w.]+)'/g)].map(([, name]) => name ?? ''));
      return parts.flatMap((part) => names.map((name) => (part === '' ? name : `${part}.${name}`)));
    });
    expect([settings.length > 8, exports.length > 25]).toEqual([true, true]);
    const faults = { ...de.faults, ...exportsDe.faults };
    expect(settings.filter((field) => faultWords(field, de) === undefined)).toEqual([]);
    expect(exports.filter((field) => faultWords(field, { faults }) === undefined)).toEqual([]);
  });

  const long = 'x'.repeat(1_000);
  it.each([
    ['name', NewKey, { name: long, scopes: ['read'] }],
    ['password', AccountChange, { password: 'x' }],
    ['password', AccountChange, { password: long }],
    ['text', NewAnnotation, { date: '2013-12-19', text: long }],
    ['reason', ExclusionChange, { member_ids: ['ann'], reason: long }],
    ['member_ids', ExclusionChange, { member_ids: Array(5_001).fill('ann'), reason: 'spam' }],
    ['segments.value', ExclusionChange, { segments: [{ dimension: 'platform', value: long }], reason: 'spam' }],
  ])('has the limits of the contract: %s', (field, schema, body) => {
    const message = schema.safeParse(body).error?.issues[0]?.message ?? '';
    const limit = /[\d,]+(?= (?:characters|members))/.exec(message)?.[0].replace(',', '.');
    expect([field, limit !== undefined && faultWords(field, de)?.includes(limit)]).toEqual([field, true]);
  });
});

describe('the metrics', () => {
  it('are all told in German, each as it is defined now', () => {
    const versions = (metrics: readonly (readonly [id: string, { version: number }])[]) =>
      Object.fromEntries(metrics.map(([id, { version }]) => [id, version]));
    expect(versions(Object.entries(de.metrics))).toEqual(versions(METRICS.map((metric) => [metric.id, metric])));
  });

  it('are told in the server’s words where it means another version', () => {
    const newer = { id: 'signups', version: 2, name: 'Signups', text: 'Defined anew.' };
    expect(metricWords(newer, de)).toEqual({ name: 'Signups', text: 'Defined anew.' });
    expect(metricWords({ ...newer, version: 1 }, de).name).toBe('Anmeldungen');
  });

  it('have names of their own', () => {
    const names = Object.values(de.metrics).map(({ name }) => name);
    expect(new Set(names).size).toBe(METRICS.length);
  });
});
