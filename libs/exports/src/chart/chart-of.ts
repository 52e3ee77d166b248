import type { ExportManifest } from '@grapevine/contracts';
import type { Answered, AnsweredQuestion } from '../headline/answered.js';
import { daysWords } from '../headline/period-words.js';
import type { Chart, Drawn } from './chart.js';
import { deliveryChart } from './delivery-chart.js';
import { growthChart } from './growth-chart.js';
import { powerCurveChart } from './power-curve-chart.js';
import { retentionChart } from './retention-chart.js';
import { seriesChart } from './series-chart.js';

/**
 * The picture of what an export sends: of the same numbers, none of them changed, joined or guessed. Where there are more than have room, some are left
 * out, and it says so.
 *
 * @param workspace its name, as people know it
 * @returns undefined for the raw log, and where there is no number to draw
 */
export function chartOf(
  answered: Answered,
  about: Pick<ExportManifest, 'time_zone'>,
  workspace: string,
): Chart | undefined {
  if (answered.of === 'events') return undefined;
  const { title, periods, plot, notes } = drawnOf(answered, workspace);
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last || isEmpty(plot)) return undefined;
  const { definition, as_of } = answered.answer.meta;
  return {
    ...{ title, plot, notes },
    subtitle: `${daysWords({ start: first.start, end: last.end })}, ${about.time_zone}`,
    footer: `${definition.id}, version ${definition.version} · as of ${momentWords(as_of, about.time_zone)} · ${workspace}`,
  };
}

function drawnOf(answered: AnsweredQuestion, workspace: string): Drawn {
  switch (answered.of) {
    case 'series':
      return seriesChart(answered.answer, workspace);
    case 'growth':
      return growthChart(answered.answer, workspace);
    case 'retention':
      return retentionChart(answered.answer, workspace);
    case 'power_curve':
      return powerCurveChart(answered.answer, workspace);
    case 'delivery':
      return deliveryChart(answered.answer, workspace);
  }
}

const isEmpty = (plot: Chart['plot']): boolean =>
  plot.kind === 'heat'
    ? plot.rows.every(({ shares }) => shares.every((share) => share === null))
    : plot.tracks.every(({ marks }) => marks.every((mark) => mark === null));

const momentWords = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant));
