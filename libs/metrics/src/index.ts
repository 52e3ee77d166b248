export {
  addDays,
  areConsecutive,
  daysFromTo,
  type Period,
  periodBefore,
  periodsBetween,
  type Span,
  startOfPeriodBefore,
  windowsBetween,
} from './calendar.js';
export { cataloguePage } from './catalogue-page.js';
export { comparedPoint, counterpartOf, cutToElapsed } from './compare.js';
export {
  type BaseCount,
  type CountAnswer,
  type CountRequest,
  type Counts,
  CountTable,
  SealWitness,
} from './counts.js';
export { covers, type DataRange } from './data-range.js';
export { deliveryFiguresOf, isMaturing, UNKNOWN_DELIVERY } from './delivery.js';
export { deliveryInputs, isDeliverySealable } from './delivery-sealing.js';
export type { SegmentSize } from './formulas.js';
export { accountsOf, growthNeeds } from './growth.js';
export type { CountMetric, DeliveryMetric, Metric, SeriesMetric } from './metric.js';
export { periodNamed } from './period-name.js';
export { summaryOf } from './power-curve.js';
export { type Question, withEarlier } from './question.js';
export { findSeriesMetric, isOfDeliveries, METRICS, metricOf, SERIES_METRICS } from './registry.js';
export { assertRegistry, type KnownAnswers } from './registry-check.js';
export { type Meeting, retainedOf } from './retention.js';
export {
  type DayRange,
  inputsOf,
  isSealable,
  isValid,
  type SealBasis,
  type SealingMoment,
  TouchLog,
} from './sealing.js';
