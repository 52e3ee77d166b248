import { fetched } from '../../app/fetched.js';

/** What draws is most of the page's weight: it is fetched beside the data, not before the first paint. */
const load = async () => (await import('./time-chart.js')).TimeChart;
export const TimeChart = fetched(load);
/** Begins to fetch what draws charts; call it once a page is known to need one. */
export const prefetchChart = (): void => void load().catch(() => undefined);
