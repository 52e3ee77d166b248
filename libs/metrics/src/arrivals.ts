import type { Period } from './calendar.js';
import type { BaseCount, CountSource } from './counts.js';
import type { Formula } from './formulas.js';
import { type Question, request } from './question.js';

/** Signups by where they came from. Of one reading, and each of them in one: together they are all signups. */
const BY_SOURCE = ['organic_signups', 'invited_signups', 'other_signups', 'unsourced_signups'] as const;

/** Above this share of signups without a source nobody knows how many of all were organic: 1 of so many. */
const ENOUGH_UNSOURCED = 5;

const invites = (period: Period, { span }: Question, counts: CountSource): number | null =>
  counts.of('invites', period, span);

const asks =
  (...together: readonly (readonly BaseCount[])[]) =>
  (question: Question) =>
    together.flatMap((counts) => request(counts, question.span, question.periods, question));

const quotient = (of: number | null, to: number | null): number | null => (of === null || !to ? null : of / to);

/** Invitations for each active member. */
export const inviteRate: Formula = {
  needs: asks(['invites'], ['active_members']),
  lookBack: () => 0,
  value: (period, question, counts) =>
    quotient(invites(period, question, counts), counts.of('active_members', period, question.span)),
};

/** Signups that came by invitation for each invitation. */
export const conversion: Formula = {
  sizedBy: 'invites',
  needs: asks(['invites'], ['invited_signups']),
  lookBack: () => 0,
  value: (period, question, counts) =>
    quotient(counts.of('invited_signups', period, question.span), invites(period, question, counts)),
};

/** invite_rate x conversion. */
export const kFactor: Formula = {
  sizedBy: 'invites',
  needs: asks(['invites'], ['active_members'], ['invited_signups']),
  lookBack: () => 0,
  value: (period, question, counts) => {
    const [rate, converted] = [inviteRate, conversion].map((formula) => formula.value(period, question, counts));
    return rate == null || converted == null ? null : rate * converted;
  },
};

/** Organic signups to all; null where there are none, or where of too many it is not known how they came. */
export const organicShare: Formula = {
  sizedBy: 'signups',
  needs: asks(BY_SOURCE),
  lookBack: () => 0,
  value: (period, { span }, counts) => {
    const [organic = null, invited = null, other = null, unsourced = null] = BY_SOURCE.map((count) =>
      counts.of(count, period, span),
    );
    if (organic === null || invited === null || other === null || unsourced === null) return null;
    const all = organic + invited + other + unsourced;
    return unsourced * ENOUGH_UNSOURCED > all ? null : quotient(organic, all);
  },
};

/** After so many times 24 hours nobody waits for a first message any more. */
const LONGEST_DAYS = 28;

/**
 * A figure of what signups of a period did within some days of each. While the window of its last possible signup runs, the figure
 * is not known yet.
 */
const followed = (
  days: number,
  counts: readonly BaseCount[],
  value: (count: (name: BaseCount) => number) => number | null,
): Formula => {
  const isOver = ({ end }: Period, { dayAgo }: Question): boolean => end < dayAgo(days);
  return {
    sizedBy: 'signups',
    needs: (question) =>
      request(
        counts,
        question.span,
        question.periods.filter((period) => isOver(period, question)),
        question,
      ),
    lookBack: () => 0,
    value: (period, question, source) => {
      if (!isOver(period, question)) return null;
      const found = new Map(counts.map((count) => [count, source.of(count, period, question.span)]));
      if ([...found.values()].includes(null)) return null;
      return value((name) => found.get(name) ?? 0);
    },
  };
};

/** The share of signups that sent a message within some days. */
export const activation = (days: 1 | 7 | typeof LONGEST_DAYS): Formula =>
  followed(days, ['followed_signups', `activated_${days}d`], (count) =>
    quotient(count(`activated_${days}d`), count('followed_signups')),
  );

/** A percentile of the seconds from signup to first message, over the signups that sent one within the longest window. */
export const timeToFirstMessage = (percentile: 50 | 90): Formula =>
  followed(LONGEST_DAYS, ['activated_28d', `first_message_p${percentile}`], (count) =>
    count('activated_28d') === 0 ? null : count(`first_message_p${percentile}`),
  );
