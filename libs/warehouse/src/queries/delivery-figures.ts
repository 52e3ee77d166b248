import { z } from 'zod';
import type { Warehouse } from '../warehouse.js';
import { namedCounts } from './delivery-messages.js';
import { type Reporting, reportingBits } from './delivery-reporting.js';
import { COUNTED, longest, OUTCOME, PAIRS, type Params, type SpannedQuestion, shortest } from './delivery-rows.js';
import { SINGLE } from './delivery-single.js';
import { type AskedInSteps, DELIVERY_SETTINGS, isOfChannels, keepCounted, keepOthers } from './delivery-tables.js';
import { type KeptValues, keptOrRest } from './kept-values.js';
import { startOfPeriod } from './steps.js';

export interface DeliveryQuestion extends SpannedQuestion {
  readonly reporting: Reporting;
}

/**
 * A breakdown by the segments of some names, or by so many as the query itself chooses: the largest by messages sent, of equal ones the
 * first by name. All others are one.
 */
export type DeliveryBreakdown = {
  readonly dimension: string;
  readonly otherLabel: string;
  /** Those of the others that may not be shown by name. */
  readonly kept?: KeptValues | undefined;
} & ({ readonly most: number } | { readonly shown: readonly string[] });

/** p50, p90, p95, p99 in milliseconds; null where there is no pair. */
const Percentiles = z.array(z.number().nullable());

const Row = z
  .object({
    bucket: z.string(),
    /** '' without a breakdown. */
    segment: z.string(),
    /** Messages sent of the segment over the whole range. */
    size: z.number(),
    /** How many deliveries had each outcome. */
    outcomes: z.record(z.string(), z.number()),
    late_receipts: z.number(),
    sent_to_delivered: Percentiles,
    sent_to_delivered_negative: z.number(),
    delivered_to_read: Percentiles,
    delivered_to_read_negative: z.number(),
  })
  .transform(({ outcomes, ...rest }) => ({ ...rest, ...countsOf(outcomes) }));
export type DeliveryFigures = z.infer<typeof Row>;

/** What the outcomes of deliveries say, added up. */
function countsOf(outcomes: Readonly<Record<string, number>>) {
  const { counted, sentSeen, arrived, read, failed, deliveredSeen, reports, reportsReads } = OUTCOME;
  const withBits = (all: number, none = 0): number =>
    Object.entries(outcomes).reduce((sum, [outcome, deliveries]) => {
      const has = (Number(outcome) & all) === all && (Number(outcome) & none) === 0;
      return has ? sum + deliveries : sum;
    }, 0);
  return {
    sent: withBits(counted),
    delivered: withBits(arrived),
    read: withBits(read),
    failed: withBits(failed, arrived),
    contradictory: withBits(failed | arrived),
    unseen_sent: withBits(counted, sentSeen),
    /** Those of channels that report receipts. */
    reported_sent: withBits(counted | reports),
    reported_delivered: withBits(arrived | reports),
    reported_failed: withBits(failed | reports, arrived),
    /** Those of channels that report reads. */
    reads_reported_sent: withBits(counted | reportsReads),
    reads_reported_delivered: withBits(arrived | reportsReads),
    reads_reported_read: withBits(read | reportsReads),
    /** Of which both statuses were reported. */
    sent_to_delivered_pairs: withBits(sentSeen | deliveredSeen),
    delivered_to_read_pairs: withBits(deliveredSeen | read),
  };
}

/** More rows than an answer may have points are not read. */
const MOST_ROWS = 250_000;

/**
 * What became of the messages sent in each period, by segment if a breakdown is asked for. R-7 percentiles.
 *
 * Nearly all messages are counted in one pass, which names the others. Of these, those that look the same from each of their days are
 * told by minima, recipient by recipient, and the rest by its rows.
 */
export async function deliveryFigures(
  warehouse: Pick<Warehouse, 'inSteps'>,
  question: DeliveryQuestion,
  by?: DeliveryBreakdown,
): Promise<DeliveryFigures[]> {
  const params = bindings(question, by);
  return warehouse.inSteps('delivery_figures', question.workspace, async (steps) => {
    const asked: AskedInSteps = { steps, question, dimension: by?.dimension, params };
    await keepCounted(asked);
    const rows = labelled(byOutcome(asked, await keepOthers(asked)), question.reporting, by, params);
    const sql = `SELECT bucket, label AS segment, any(segment_size) AS size, sumMap(map(outcome, deliveries)) AS outcomes,
        sum(late) AS late_receipts, ${PAIRS.merged}
      FROM (${rows}) GROUP BY bucket, label ORDER BY bucket, label LIMIT ${MOST_ROWS} ${DELIVERY_SETTINGS}`;
    return steps.query({ sql, params }, Row);
  });
}

function bindings(
  { workspace, revision, from, to, horizons, filters }: DeliveryQuestion,
  by?: DeliveryBreakdown,
): Params {
  return {
    ...{ workspace, revision, from, to },
    ...{ longest: longest(horizons), shortest: shortest(horizons), standard: horizons.standard },
    ...{ horizon_channels: Object.keys(horizons.ofChannels), horizons: Object.values(horizons.ofChannels) },
    ...{ other: by?.otherLabel ?? '', ...(by && 'shown' in by ? { shown: by.shown } : { most: by?.most ?? 1 }) },
    ...Object.fromEntries(filters.map(({ values }, i) => [`values${i}`, values])),
  };
}

/** Counts and states by period, segment, channel and outcome: few rows, however many deliveries. */
function byOutcome(asked: AskedInSteps, others: readonly string[]): string {
  const { question, dimension } = asked;
  const bucket = startOfPeriod(question.span, "addDays(toDate32('1970-01-01'), d)");
  const segment = `${dimension ?? "''"} AS segment`;
  const counted = isOfChannels(asked)
    ? [SINGLE, COUNTED].map((table) => namedCounts(table, question))
    : [`SELECT * FROM ${COUNTED}`];
  const plain = counted.map(
    (counts) => `SELECT bucket, ${segment}, channel, outcome AS result, deliveries, toUInt64(0) AS late, ${PAIRS.names}
    FROM (${counts}) WHERE outcome != 0`,
  );
  const looked = others.map(
    (
      table,
    ) => `SELECT ${bucket} AS bucket, ${segment}, channel, outcome AS result, count() AS deliveries, sum(late) AS late,
      ${PAIRS.states}
    FROM ${table} GROUP BY bucket, segment, channel, result`,
  );
  return [...plain, ...looked].join(' UNION ALL ');
}

/** The same rows, each with the segment that it is shown in, and with what its channel reports among the outcome. */
function labelled(rows: string, reporting: Reporting, by: DeliveryBreakdown | undefined, params: Params): string {
  const { matches, counted } = OUTCOME;
  const size = `sumIf(deliveries, bitAnd(result, ${matches | counted}) = ${matches | counted}) OVER (PARTITION BY segment)`;
  const segment = by ? keptOrRest(by.kept, by.dimension, 'segment', 'last_kept', params) : 'segment';
  const isShown =
    by && 'shown' in by ? 'segment IN {shown:Array(String)}' : 'place <= {most:UInt32} AND segment != {other:String}';
  // What is not kept by name takes the place of nothing that is.
  return `SELECT *, if(${isShown} AND segment != '', segment, {other:String}) AS label
    FROM (
      SELECT *, dense_rank() OVER (ORDER BY segment = '', segment_size DESC, segment) AS place
      FROM (
        SELECT * REPLACE (${segment} AS segment), ${size} AS segment_size,
          toUInt16(result + ${reportingBits(reporting, params)}) AS outcome
        FROM (${rows}))
      WHERE bitAnd(result, ${matches}) != 0)`;
}
