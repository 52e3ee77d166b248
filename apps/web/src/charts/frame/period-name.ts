import type { Grain, Window } from '@grapevine/contracts';
import type { Language } from '../../app/language/language.js';
import type { SlotTick } from '../prepare/arrange.js';
import type { Slot } from '../prepare/chart-data.js';
import { timeTicks } from '../prepare/time-ticks.js';

/** How a question cuts time: into calendar periods, or into windows that end with each day. */
export interface Cut {
  grain: Grain;
  window?: Window | undefined;
}

const isRolling = ({ window }: Cut): boolean => window !== undefined && window !== 'calendar';

/** A period in words: 26 Oct 2004, week 22 of 2004, May 2004, Q2 2004, 2004, or 28 days to 26 Oct 2004. */
export function periodName(slot: Pick<Slot, 'period' | 'start' | 'end'>, cut: Cut, language: Language): string {
  const { words, format, say } = language;
  if (isRolling(cut)) {
    return say(words.period.rolling, { days: (cut.window ?? '').replace('rolling_', ''), day: format.day(slot.end) });
  }
  switch (cut.grain) {
    case 'day':
      return format.day(slot.start);
    case 'week':
      return say(words.period.weekOf, {
        week: slot.period.slice(6).replace(/^0/, ''),
        days: format.days(slot.start, slot.end),
      });
    case 'month':
      return format.month(slot.start);
    case 'quarter':
      return say(words.period.quarterOf, { quarter: slot.period.slice(-1), year: format.year(slot.start) });
    case 'year':
      return format.year(slot.start);
  }
}

/** The labels of the time axis. */
export function periodTicks(slots: readonly Slot[], cut: Cut, most: number, language: Language): SlotTick[] {
  const { words, format, say } = language;
  const days = slots.map((slot) => (isRolling(cut) ? slot.end : slot.start));
  const short = (index: number, day: string): string => {
    if (cut.grain === 'day' || cut.grain === 'week') return format.dayShort(day);
    if (cut.grain === 'month') return format.monthOnly(day);
    if (cut.grain === 'year') return format.year(day);
    return say(words.period.quarterOnly, { quarter: slots[index]?.period.slice(-1) ?? '' });
  };
  return timeTicks(days, isRolling(cut) ? 'day' : cut.grain, most).map(({ index, start, showsYear }) => ({
    index,
    text: short(index, start),
    below: showsYear ? format.year(start) : undefined,
  }));
}
