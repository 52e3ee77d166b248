import { type Days, isRolling, type Span } from '../headline/period-words.js';

/** So many labels have room below a chart. */
const MOST_LABELS = 13;

const date = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
const DAY = date({ day: 'numeric', month: 'short' });
const MONTH = date({ month: 'short' });
/** Versions of ICU differ in it. */
const shortSeptember = (name: string): string => name.replace('Sept', 'Sep');

function shortName(period: Days, span: Span): string {
  const day = new Date(`${isRolling(span) ? period.end : period.start}T12:00:00Z`);
  if (isRolling(span) || span.grain === 'day' || span.grain === 'week') return shortSeptember(DAY.format(day));
  if (span.grain === 'month') return shortSeptember(MONTH.format(day));
  return span.grain === 'quarter' ? `Q${Math.ceil((day.getUTCMonth() + 1) / 3)}` : '';
}

/** The short names of periods, every so many where there are more than have room; the year where it is another than before. */
export function periodPlaces(periods: readonly Days[], span: Span): string[] {
  const step = Math.ceil(periods.length / MOST_LABELS);
  let lastYear = '';
  return periods.map((period, at) => {
    // Counted from the end: the last period is what the headline is about.
    if ((periods.length - 1 - at) % step !== 0) return '';
    const year = (isRolling(span) ? period.end : period.start).slice(0, 4);
    const name = shortName(period, span);
    const lines = year === lastYear && name !== '' ? [name] : [name, year];
    lastYear = year;
    return lines.filter((line) => line !== '').join('\n');
  });
}

/** The last of something, as many as have room. */
export function newest<T>(all: readonly T[], most: number, noun: string): { kept: readonly T[]; notes: string[] } {
  const kept = all.slice(-most);
  const isAll = kept.length === all.length;
  return { kept, notes: isAll ? [] : [`The last ${kept.length} of ${all.length} ${noun}s; the file has all of them.`] };
}
