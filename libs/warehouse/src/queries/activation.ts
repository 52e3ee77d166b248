import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';
import type { Breakdown } from './set-question.js';
import { signupValue } from './signup-value.js';
import { earliestSignups, type SignupQuestion, segmentLabel } from './signups.js';
import { startOfPeriod } from './steps.js';

const Figures = z.object({
  bucket: z.string(),
  segment: z.string(),
  /** All signups of the period. */
  followed_signups: z.number(),
  activated_1d: z.number(),
  activated_7d: z.number(),
  activated_28d: z.number(),
  /** Seconds; 0 where activated_28d is. */
  first_message_p50: z.number(),
  first_message_p90: z.number(),
});

const DAY_MS = 86_400_000;
const LONGEST_MS = 28 * DAY_MS;

/** 28 times 24 hours end at most so many local days later: a day's clocks may be changed, and a day may be skipped. */
const LONGEST_LOCAL_DAYS = 30;

const INSTANT = 'toUnixTimestamp64Milli(occurred_at)';

/**
 * What the signups of each period did: how many sent a message at or after the signup and within 1, 7 and 28 times 24 hours of it,
 * and the percentiles of the time until then.
 *
 * Messages come from the log. They are met with the signups of the range alone, and only those of the range's days and the 28 after
 * them are read.
 *
 * @param by undefined: everybody is one segment, named ''
 */
export function activation(question: SignupQuestion, by: Breakdown | undefined): NamedQuery<typeof Figures> {
  const params: Record<string, unknown> = {};
  const signups = earliestSignups(question, params);
  const segment = by ? segmentLabel(by, signupValue(by.dimension, 'by', params), params) : "''";
  // Where clocks go back over midnight, what comes later may lie on the day before.
  const waiting = `day BETWEEN toDate32({from:String}) - 1 AND toDate32({to:String}) + ${LONGEST_LOCAL_DAYS}`;
  return {
    name: 'activation',
    sql: `SELECT bucket, segment, count() AS followed_signups,
        countIf(waited <= ${DAY_MS}) AS activated_1d, countIf(waited <= ${7 * DAY_MS}) AS activated_7d,
        countIf(waited <= ${LONGEST_MS}) AS activated_28d, ${secondsAt(0.5)} AS first_message_p50, ${secondsAt(0.9)} AS first_message_p90
      FROM (
        SELECT signup.bucket AS bucket, signup.segment AS segment,
          minOrNullIf(sent.at - signup.at, sent.at BETWEEN signup.at AND signup.at + ${LONGEST_MS}) AS waited
        FROM (SELECT member_no, toNullable(${INSTANT}) AS at FROM events
            WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} AND type = 'message.sent' AND ${waiting}) AS sent
        RIGHT JOIN (SELECT member_no, ${startOfPeriod(question.span, 'signup.day')} AS bucket, ${segment} AS segment, ${INSTANT} AS at
          FROM ${signups}) AS signup
        ON sent.member_no = signup.member_no
        GROUP BY signup.member_no, bucket, segment)
      GROUP BY bucket, segment ORDER BY bucket, segment`,
    params,
    row: Figures,
  };
}

const secondsAt = (level: number): string =>
  `ifNotFinite(quantileExactInclusiveIf(${level})(assumeNotNull(waited), waited IS NOT NULL) / 1000, 0)`;
