import type {
  DeliveryAnswer,
  GrowthAnswer,
  PowerCurveAnswer,
  RetentionAnswer,
  SeriesAnswer,
} from '@grapevine/contracts';

/** A question with its answer, which is held as a whole. */
export type AnsweredQuestion =
  | { readonly of: 'series'; readonly answer: SeriesAnswer }
  | { readonly of: 'growth'; readonly answer: GrowthAnswer }
  | { readonly of: 'retention'; readonly answer: RetentionAnswer }
  | { readonly of: 'power_curve'; readonly answer: PowerCurveAnswer }
  | { readonly of: 'delivery'; readonly answer: DeliveryAnswer };

/** What an export sends: numbers, or the raw log, which is never held. */
export type Answered = AnsweredQuestion | { readonly of: 'events' };
