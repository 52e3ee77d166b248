import type { MetricDescription, SavedExport } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { createLanguage } from '../../app/language/language.js';
import { de } from '../../app/words/de.js';
import { en } from '../../app/words/en.js';
import { questionText, rangeText, type Speech, scheduleText, whereText } from './export-text.js';
import { exportsDe } from './words/de.js';
import { exportsEn } from './words/en.js';

const english: Speech = { language: createLanguage({ numbers: 'en-US', dates: 'en-GB' }, en), own: exportsEn };
const german: Speech = { language: createLanguage({ numbers: 'de-DE', dates: 'de-DE' }, de), own: exportsDe };
const metrics = [{ id: 'active_members', version: 1, name: 'Active members', text: '' }] as MetricDescription[];

describe('an export in words', () => {
  it.each<[SavedExport['question'], string, string]>([
    [
      {
        of: 'series',
        parameters: { metric: 'active_members', grain: 'month', by: 'platform', compare: 'previous_year' },
      },
      'Active members · by month · broken down by Platform · Compare: Previous year',
      'Aktive Mitglieder · nach Monaten · aufgeschlüsselt nach Plattform · Vergleichen mit: Jahr davor',
    ],
    [
      { of: 'growth', parameters: { grain: 'week', filter: ['country:DE,IN'] } },
      'Growth accounting · by week · Country: Germany or India',
      'Wachstumsbilanz · nach Wochen · Land: Deutschland oder Indien',
    ],
    [
      { of: 'events', parameters: { type: ['message.sent', 'message.read'] } },
      'Raw event log · message.sent, message.read',
      'Ereignisprotokoll · message.sent, message.read',
    ],
    [{ of: 'series', parameters: { metric: 'of_a_newer_server' } }, 'of_a_newer_server', 'of_a_newer_server'],
  ])('asks %j', (question, inEnglish, inGerman) => {
    expect(questionText(question, metrics, english)).toBe(inEnglish);
    expect(questionText(question, metrics, german)).toBe(inGerman);
  });

  it.each<[SavedExport['range'], string, string]>([
    [{ kind: 'previous', grain: 'month', count: 1 }, 'The previous month', 'Der vorige Monat'],
    [{ kind: 'previous', grain: 'day', count: 28 }, 'The previous 28 days', 'Die vorigen 28 Tage'],
    [{ kind: 'fixed', from: '2026-10-01', to: '2026-10-31' }, '1–31 Oct 2026', '1.–31. Okt. 2026'],
    [
      { kind: 'since_last_run', from: '2026-10-01' },
      'Since the last run, from 1 Oct 2026 on',
      'Seit dem letzten Lauf, ab 1. Okt. 2026',
    ],
  ])('is of %j', (range, inEnglish, inGerman) => {
    const plain = (text: string) => text.replaceAll(/[\u2009\u00a0]/g, ' ').replaceAll(' – ', '–');
    expect(plain(rangeText(range, english))).toBe(inEnglish);
    expect(plain(rangeText(range, german))).toBe(inGerman);
  });

  it.each<[SavedExport['schedule'], string, string]>([
    [null, 'When somebody asks for it', 'Wenn ihn jemand startet'],
    [{ kind: 'hourly', minute: 5 }, 'Every hour, at minute 05', 'Jede Stunde, zur Minute 05'],
    [{ kind: 'daily', time: '06:30' }, 'Every day at 06:30', 'Täglich um 06:30'],
    [{ kind: 'weekly', weekday: 'monday', time: '06:30' }, 'Every Monday at 06:30', 'Jeden Montag um 06:30'],
    [{ kind: 'weekly', weekday: 'sunday', time: '23:00' }, 'Every Sunday at 23:00', 'Jeden Sonntag um 23:00'],
    [{ kind: 'monthly', day: 28, time: '06:30' }, 'On day 28 of each month at 06:30', 'Am 28. jedes Monats um 06:30'],
    [
      { kind: 'monthly', day: 31, time: '06:30' },
      'On day 31 of each month, or its last one, at 06:30',
      'Am 31. jedes Monats, oder an seinem letzten Tag, um 06:30',
    ],
    [
      { kind: 'first_weekday', time: '06:30' },
      'On the first weekday of each month at 06:30',
      'Am ersten Werktag jedes Monats (Montag bis Freitag) um 06:30',
    ],
    [{ kind: 'cron', expression: '30 6 * * 1-5' }, 'By cron: 30 6 * * 1-5', 'Nach Cron: 30 6 * * 1-5'],
  ])('runs %j', (schedule, inEnglish, inGerman) => {
    expect(scheduleText(schedule, english)).toBe(inEnglish);
    expect(scheduleText(schedule, german)).toBe(inGerman);
  });

  it('goes where it goes', () => {
    expect(whereText({ kind: 'folder', path: 'growth/monthly' }, english)).toBe('Folder growth/monthly');
    expect(whereText({ kind: 'folder', path: '' }, english)).toBe('Folder of the workspace');
    const webhook = { kind: 'webhook', receiver: 'https://reports.example.com/in', secret: { set: true } } as const;
    const email = { kind: 'email' as const, to: ['ann@example.com', 'bob@example.com'] };
    expect(whereText(email, german)).toBe('E-Mail an ann@example.com, bob@example.com');
    expect(whereText(webhook, german)).toBe('Webhook https://reports.example.com/in');
  });
});
