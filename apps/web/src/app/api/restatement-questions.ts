import type { AnswerMeta, Grain, Restatement, Window } from '@grapevine/contracts';
import { useQuery } from '@tanstack/react-query';
import { get } from './ask.js';
import { NUMBERS, useStatusOf } from './questions.js';

const MOST = 1_000;

/** Counts of members, from which growth accounting is made. */
const MEMBERS = 'active_members,new_members,retained_members,resurrected_members,churned_members';
/** Figures of deliveries that the page of deliveries shows. */
const DELIVERIES = [
  ...['sent', 'delivered', 'read', 'failed', 'contradictory'].map((count) => `messages_${count}`),
  ...['late_receipts', 'unseen_sent', 'delivery_rate', 'read_rate', 'read_of_sent_rate', 'failure_rate'],
  ...['delivery', 'read'].flatMap((leg) => ['p50', 'p90', 'p95', 'p99'].map((part) => `${leg}_latency_${part}`)),
].join(',');

/** Metrics that are computed from numbers of active members, period by period: of their own nothing is sealed. */
const MADE_OF_ACTIVES = ['stickiness', 'growth_rate', 'net_new', 'cmgr', 'quick_ratio'];
export const isMadeOfActives = (metric: string): boolean => MADE_OF_ACTIVES.includes(metric);

/** What one page shows is asked for together: one question does for all its charts. */
const groupOf = (metric: string): string =>
  isMadeOfActives(metric)
    ? MEMBERS
    : ([MEMBERS, DELIVERIES].find((group) => group.split(',').includes(metric)) ?? metric);

/** What must be known of an answer, whatever it is of. */
interface Answered {
  readonly data: readonly { readonly sealed: boolean }[];
  readonly meta: AnswerMeta & { readonly grain: Grain; readonly window?: Window };
}

/**
 * What became of the sealed numbers that an answer shows, the last restatement first. Only of what is sealed can anything have been
 * restated, and only without a filter is anything sealed: else nothing is asked, nor where the status says that there is nothing.
 *
 * @param metric of the answer, or one of the metrics that it is made of
 * @param parts whether single channels are shown: no other breakdown is sealed
 */
export function useRestatements(
  answer: Answered | undefined,
  metric: string,
  parts: 'total' | 'channels' = 'total',
): readonly Restatement[] {
  const lastAt = useStatusOf((status) => status.last_restated_at).data ?? null;
  const isSealed =
    lastAt !== null && answer !== undefined && !answer.meta.filter && answer.data.some(({ sealed }) => sealed);
  const { grain, window = 'calendar', range } = answer?.meta ?? {};
  const days = { from: range?.start ?? undefined, to: range?.end ?? undefined };
  const asked: Asked = { metric: groupOf(metric), grain, ...days, ...(parts === 'total' ? { by: '' } : {}) };
  const { data = [] } = useQuery({
    queryKey: [NUMBERS, '/v1/restatements', asked, lastAt],
    queryFn: ({ signal }) => readRestatements(asked, signal),
    enabled: isSealed,
  });
  return isSealed ? data.filter((one) => one.window === window) : [];
}

type Asked = Pick<Parameters<typeof get<'/v1/restatements'>>[1] & object, 'metric' | 'by' | 'grain' | 'from' | 'to'>;

/** Of all pages: a number that was restated must not be shown as if it never had been. */
async function readRestatements(asked: Asked, signal: AbortSignal): Promise<Restatement[]> {
  const data: Restatement[] = [];
  for (let before: number | undefined; ; ) {
    const page = await get('/v1/restatements', { ...asked, limit: MOST, before }, signal);
    data.push(...page.data);
    before = page.next ?? undefined;
    if (before === undefined) return data;
  }
}
