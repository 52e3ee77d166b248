import type { Grain, Window } from '@grapevine/contracts';
import { useSeries } from '../../app/api/questions.js';
import { holdsMonth, isShort } from '../../app/view/range.js';
import { useChoice } from '../../app/view/use-view.js';
import type { PageView } from '../../charts/cards/page-view.js';

/** How people are counted: in calendar periods, or in windows that end with each day. */
export const CUTS = ['month', 'week', 'day', 'rolling_28', 'rolling_7'] as const;
export type CutName = (typeof CUTS)[number];

/** A cut as the API asks for it; calendar windows go without saying. */
function cutOf(name: CutName): { grain: Grain; window?: Window } {
  return name === 'rolling_28' || name === 'rolling_7' ? { grain: 'day', window: name } : { grain: name };
}

/** What the page of growth asks first: the periods of its sentence, and its main chart. */
export function useGrowth({ asked, compare, through }: PageView) {
  const short = isShort(asked ?? {});
  const [cutName, setCut] = useChoice<CutName>('by', CUTS, short ? 'day' : 'month');
  const cut = cutOf(cutName);
  const isReady = asked !== undefined;
  const chosen = compare ? { compare } : {};
  // A short range does not hold what its last period is compared with.
  const against = short ? { compare: compare ?? 'previous_period' } : chosen;
  const grain = holdsMonth(asked ?? {}, through.data) ? 'month' : 'day';
  const sentence = useSeries({ metric: 'active_members', grain, ...asked, ...against }, isReady);
  const active = useSeries({ metric: 'active_members', ...cut, ...asked, ...chosen }, isReady);
  return { cutName, setCut, cut, sentence, active };
}
