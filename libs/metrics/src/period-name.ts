import type { Grain } from '@grapevine/contracts';
import { addDays, type Period, periodOf } from './calendar.js';

/** How periods of each grain are written, with a day that lies in the one that is written so. */
const NAMES: readonly { readonly grain: Grain; readonly form: RegExp; readonly dayIn: (name: string) => string }[] = [
  { grain: 'year', form: /^\d{4}$/, dayIn: (name) => `${name}-01-01` },
  { grain: 'quarter', form: /^\d{4}-Q[1-4]$/, dayIn: (name) => firstOfMonth(name, 3 * Number(name.slice(6)) - 2) },
  { grain: 'month', form: /^\d{4}-(0[1-9]|1[0-2])$/, dayIn: (name) => `${name}-01` },
  // ISO 8601: the first week is the one that holds 4 January.
  { grain: 'week', form: /^\d{4}-W\d{2}$/, dayIn: (name) => addDays(`${name.slice(0, 4)}-01-04`, 7 * weekOf(name)) },
  { grain: 'day', form: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, dayIn: (name) => name },
];

const firstOfMonth = (name: string, month: number): string =>
  `${name.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;

const weekOf = (name: string): number => Number(name.slice(6)) - 1;

/**
 * The period that has a name as answers write it: `2013`, `2013-Q4`, `2013-10`, `2013-W42`, `2013-10-17`.
 *
 * @returns undefined for what names none: another form, week 53 of a year of 52, 30 February
 */
export function periodNamed(name: string): Period | undefined {
  const found = NAMES.find(({ form }) => form.test(name));
  if (!found || name.startsWith('0000')) return undefined;
  const period = periodOf(found.dayIn(name), found.grain);
  // The last week of the calendar ends beyond it, where days are written in another way.
  return period.period === name && !period.end.startsWith('+') ? period : undefined;
}
