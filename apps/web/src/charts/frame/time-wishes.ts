import type { AnswerMeta } from '@grapevine/contracts';
import type { ChartData, Track } from '../prepare/chart-data.js';
import type { ChartKind } from '../prepare/drawing.js';
import type { Cut } from './period-name.js';
import type { RestatedNote } from './restated.js';
import type { ValueWords } from './value-words.js';

/** Of what a chart over time is made. */
export interface TimeWishes {
  kind: ChartKind;
  title: string;
  data: ChartData;
  values: ValueWords;
  cut: Cut;
  meta: AnswerMeta;
  /** What a single value is compared with, by slot. */
  comparedNames?: readonly (string | undefined)[] | undefined;
  /** Why there is no value where the data has no gap. */
  missing?: string | undefined;
  /** What is said of numbers that were restated. */
  restated?: readonly RestatedNote[] | undefined;
  /** By slot, of what the parts are shares. */
  totals?: readonly (number | null)[] | undefined;
  /** Series that only the table has, with how their values are written. */
  alsoInTable?: readonly { track: Track; write(value: number): string }[] | undefined;
  footAt?: ((index: number) => string | undefined) | undefined;
}
