import type { PowerCurveAnswer } from '@grapevine/contracts';
import { filterWords } from './notes.js';
import { counted, share, whole } from './numbers.js';
import { dayWords } from './period-words.js';

/** How many members were active in the window, and on how many of its days. */
export function powerCurveHeadline(answer: PowerCurveAnswer, workspace: string): string {
  const { data, active, mean_daily_active, stickiness, complete, meta } = answer;
  const title = `Days of activity of ${workspace}${filterWords({ ...meta, window: 'calendar' })}`;
  const { end } = meta.range;
  const window = `in the ${counted(meta.days, 'day')}${end === null ? '' : ` to ${dayWords(end)}`}`;
  if (active === null) return `${title}: no data ${window}.`;
  const parts = [`${counted(active, 'active member')} ${window}`];
  const every = data.at(-1)?.members;
  if (active > 0 && every != null) parts.push(`${whole(every)} of them on every day (${share(every / active)})`);
  if (mean_daily_active !== null) parts.push(`${decimals(mean_daily_active)} on an average day`);
  if (stickiness !== null) parts.push(`stickiness ${share(stickiness)}`);
  return `${title}: ${parts.join(', ')}.${complete ? '' : ' The last day is not over.'}`;
}

const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const decimals = (value: number): string => format.format(value);
