import type { AnswerMeta } from '@grapevine/contracts';
import type { Language } from '../../app/language/language.js';
import type { Slot } from '../prepare/chart-data.js';
import { elapsed, endsWithin, stateOf } from '../prepare/point-state.js';

/** What the value is worth: sealed, complete, maturing, running, or why there is none. */
export function stateWords(
  point: Slot & { value: number | null },
  meta: Pick<AnswerMeta, 'data_from' | 'data_through' | 'as_of' | 'time_zone'>,
  { words, format, say }: Language,
): string {
  const state = stateOf(point, meta);
  if (state === 'before') return say(words.state.before, { day: meta.data_from ? format.day(meta.data_from) : '' });
  if (state === 'after') return say(words.state.after, { day: meta.data_through ? format.day(meta.data_through) : '' });
  if (state === 'running') {
    const { day, days } = elapsed(point, meta.as_of, meta.time_zone);
    return say(words.state.running, {
      day: format.integer(day),
      days: format.integer(days),
      share: format.percent(day / days),
    });
  }
  const end = endsWithin(point, meta);
  // What a period was sealed at is final, however short the data.
  const main = words.state[state === 'cut' ? (point.sealed ? 'sealed' : 'complete') : state];
  return end === undefined ? main : `${main}; ${say(words.state.cutShort, { day: format.day(end) })}`;
}
