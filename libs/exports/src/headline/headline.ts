import type { ExportManifest } from '@grapevine/contracts';
import type { Answered } from './answered.js';
import { deliveryHeadline } from './delivery-headline.js';
import { growthHeadline } from './growth-headline.js';
import { counted } from './numbers.js';
import { daysWords, dayWords } from './period-words.js';
import { powerCurveHeadline } from './power-curve-headline.js';
import { retentionHeadline } from './retention-headline.js';
import { seriesHeadline } from './series-headline.js';

/** What is said of an export beside its numbers. */
type About = Pick<ExportManifest, 'rows' | 'test' | 'period' | 'time_zone' | 'restates'>;

/**
 * What an export says, in a sentence or a few: made of the numbers that it sends, in English, exact.
 *
 * @param workspace its name, as people know it
 */
export function headlineOf(answered: Answered, about: About, workspace: string): string {
  const tried = about.test ? 'A try-out, whose file has only the first rows. ' : '';
  return `${tried}${numbersOf(answered, about, workspace)}${corrected(about)}`;
}

function numbersOf(answered: Answered, { rows, test, period }: About, workspace: string): string {
  switch (answered.of) {
    case 'series':
      return seriesHeadline(answered.answer, workspace);
    case 'growth':
      return growthHeadline(answered.answer, workspace);
    case 'retention':
      return retentionHeadline(answered.answer, workspace);
    case 'power_curve':
      return powerCurveHeadline(answered.answer, workspace);
    case 'delivery':
      return deliveryHeadline(answered.answer, workspace);
    case 'events': {
      const what = rows === 0 ? 'No events' : `${test ? 'The first ' : ''}${counted(rows, 'event')}`;
      return `${what} of ${workspace}, ${daysWords(period)}.`;
    }
  }
}

/** That these are other numbers than were sent before. */
function corrected({ restates, time_zone }: About): string {
  if (!restates?.changed) return '';
  const { late_days, numbers } = restates;
  const causes = [
    ...(late_days.length > 0 ? [`events came late for ${counted(late_days.length, 'day')}`] : []),
    ...(numbers.length > 0
      ? [`${counted(numbers.length, 'final number')} ${numbers.length === 1 ? 'was' : 'were'} restated`]
      : []),
  ];
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: time_zone }).format(new Date(restates.as_of));
  return ` This takes the place of what was sent on ${dayWords(day)}${causes.length > 0 ? `: ${causes.join(', ')}` : ''}.`;
}
