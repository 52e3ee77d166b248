import type { Grain, MetricDescription, Window } from '@grapevine/contracts';
import { useParameters } from '../../app/address.js';
import { type SeriesQuestion, useMetrics, useSeries } from '../../app/api/questions.js';
import { useAsked } from '../../app/view/use-asked.js';
import { populationOf } from '../../app/view/use-population.js';
import { changeParameters, useView } from '../../app/view/use-view.js';
import { MOST_COLORS } from '../../charts/prepare/chart-data.js';

const DEFAULT_METRIC = 'active_members';

/** The question of the page, out of its address: every part that does not fit the metric is left out. */
export interface Exploration {
  metric: string;
  grain: Grain;
  window: Window;
  by: string | undefined;
}

/** Chooses what a metric allows, as near to the address as that goes. */
export function explorationOf(
  parameters: URLSearchParams,
  metrics: readonly MetricDescription[],
): Exploration | undefined {
  const wanted = parameters.get('metric') ?? DEFAULT_METRIC;
  const metric = metrics.find(({ id }) => id === wanted) ?? metrics.find(({ id }) => id === DEFAULT_METRIC);
  if (!metric) return undefined;
  const window = metric.windows.find((it) => it === parameters.get('window')) ?? 'calendar';
  const grain = metric.grains.find((it) => it === parameters.get('grain'));
  const usual = metric.grains.includes('month') ? 'month' : (metric.grains[0] ?? 'month');
  return {
    metric: metric.id,
    // A rolling window ends with each day.
    grain: window === 'calendar' ? (grain ?? usual) : 'day',
    window,
    by: metric.dimensions.find((it) => it === parameters.get('by')),
  };
}

/** What the page asks, what it may ask, and how it is asked something else. */
export function useExplore() {
  const parameters = useParameters();
  const catalogue = useMetrics();
  const metrics = catalogue.data?.data.filter(({ endpoint }) => endpoint === '/v1/series') ?? [];
  const exploration = explorationOf(parameters, metrics);
  const description = metrics.find(({ id }) => id === exploration?.metric);
  const { asked, through } = useAsked(populationOf(description));
  const { compare } = useView();
  const question: SeriesQuestion = {
    metric: exploration?.metric ?? DEFAULT_METRIC,
    grain: exploration?.grain ?? 'month',
    ...(exploration && exploration.window !== 'calendar' ? { window: exploration.window } : {}),
    ...(exploration?.by ? { by: exploration.by, limit: MOST_COLORS } : {}),
    ...asked,
    ...(compare ? { compare } : {}),
  };
  const series = useSeries(question, asked !== undefined && exploration !== undefined);
  const set = (name: string, value: string | undefined) =>
    changeParameters((after) => {
      if (value === undefined) after.delete(name);
      else after.set(name, value);
    });
  return { catalogue, metrics, exploration, description, question, series, through, set };
}
