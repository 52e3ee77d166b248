import type { PowerCurveAnswer } from '@grapevine/contracts';
import { filterWords } from '../headline/notes.js';
import { shortCount } from '../headline/numbers.js';
import type { Drawn, Mark } from './chart.js';

/** Columns with more than that have no room for their values. */
const MOST_LABELS = 31;

/** A column for each number of days, with how many members were active on exactly so many. */
export function powerCurveChart({ data, complete, meta }: PowerCurveAnswer, workspace: string): Drawn {
  const { start, end } = meta.range;
  const hasLabels = data.length <= MOST_LABELS;
  const marks = data.map(({ members }): Mark | null =>
    members === null
      ? null
      : { value: members, ...(hasLabels ? { label: shortCount(members) } : {}), ...(complete ? {} : { open: true }) },
  );
  const step = hasLabels ? 1 : 5;
  return {
    title: `Members of ${workspace} by days of activity${filterWords({ ...meta, window: 'calendar' })}`,
    periods: start === null || end === null ? [] : [{ start, end }],
    plot: {
      ...{ kind: 'tracks', measure: 'count', counts: 'members', hasLegend: false },
      places: data.map(({ days }) => (days === 1 || days % step === 0 ? String(days) : '')),
      tracks: [{ name: '', form: 'column', colour: 1, marks }],
    },
    notes: [
      `Active on exactly so many of the ${meta.days} days.`,
      ...(complete ? [] : ['Hollow: the last day is not over.']),
    ],
  };
}
