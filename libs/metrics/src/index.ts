export {
  type Period,
  periodsBetween,
  startOfPeriodBefore,
  windowsBetween,
} from './calendar.js';
export type { Metric } from './metric.js';
export { type DataRange, pointsOf } from './points.js';
export { findMetric, METRICS } from './registry.js';
