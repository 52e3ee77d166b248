import { fetched } from '../../app/fetched.js';

/** What draws is most of the page's weight: it is fetched beside the data, not before the first paint. */
export const TimeChart = fetched(async () => (await import('./time-chart.js')).TimeChart);
/** Begins to fetch what draws charts; call it once a page is known to need one. */
export const prefetchChart = (): void => void TimeChart.prefetch();
