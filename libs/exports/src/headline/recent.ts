import type { DeliveryAnswer, GrowthAnswer, SeriesAnswer } from '@grapevine/contracts';
import type { Answered } from './answered.js';
import { share, valueWordsOf, whole } from './numbers.js';
import { type Days, periodWords, type Span } from './period-words.js';
import { inTime, opennessOf, type Point, type Reach } from './point-facts.js';
import { totalsOf } from './series-headline.js';

/** So many periods are told beside a headline. */
const MOST_PERIODS = 6;

/** The numbers of the last periods: a row of names, then one for each period; none of breakdowns of growth and delivery, of cohorts, and of what is no numbers. */
export function recentOf(answered: Answered): string[][] {
  switch (answered.of) {
    case 'series':
      return seriesRows(answered.answer);
    case 'growth':
      return answered.answer.meta.by === undefined ? growthRows(answered.answer) : [];
    case 'delivery':
      return answered.answer.meta.by === undefined ? deliveryRows(answered.answer) : [];
    default:
      return [];
  }
}

function seriesRows({ data, meta }: SeriesAnswer): string[][] {
  const { exact } = valueWordsOf(meta.metric, meta.unit);
  const points = meta.by === undefined ? inTime(data) : totalsOf(data);
  return table(['Period', meta.by === undefined ? 'Value' : 'All'], points, meta, ({ value }) => [say(value, exact)]);
}

const growthRows = ({ data, meta }: GrowthAnswer): string[][] =>
  table(
    ['Period', 'Active', 'New', 'Resurrected', 'Churned'],
    data.map((row) => ({ ...row, value: row.active })),
    meta,
    ({ active, new: fresh, resurrected, churned }) =>
      [active, fresh, resurrected, churned].map((count) => say(count, whole)),
  );

const deliveryRows = ({ data, meta }: DeliveryAnswer): string[][] =>
  table(
    ['Period', 'Sent', 'Delivered', 'Read', 'Delivery rate', 'Read rate'],
    data.map((row) => ({ ...row, value: row.sent })),
    meta,
    ({ sent, delivered, read, delivery_rate, read_rate }) => [
      ...[sent, delivered, read].map((count) => say(count, whole)),
      ...[delivery_rate, read_rate].map((rate) => say(rate, share)),
    ],
  );

/** Missing is a dash, never 0. */
const say = (value: number | null, write: (value: number) => string): string => (value === null ? '–' : write(value));

const MARKS = { running: ' (not over)', maturing: ' (receipts may come)', cut: ' (data ends)' } as const;

function table<R extends Days & Point>(
  head: readonly string[],
  rows: readonly R[],
  told: Span & Reach,
  cellsOf: (row: R) => string[],
): string[][] {
  const recent = rows.slice(-MOST_PERIODS).map((row) => {
    const openness = row.value === null ? undefined : opennessOf(row, told);
    return [`${periodWords(row, told)}${openness ? MARKS[openness] : ''}`, ...cellsOf(row)];
  });
  return [[...head], ...recent];
}
