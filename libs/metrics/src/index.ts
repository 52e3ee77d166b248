export {
  addDays,
  dayAfter,
  type Period,
  periodOf,
  periodsBetween,
  startOfPeriodBefore,
  windowsBetween,
} from './calendar.js';
export type { Computation, Metric } from './metric.js';
export { type DataRange, type Point, pointsOf } from './points.js';
export { findMetric, METRICS } from './registry.js';
