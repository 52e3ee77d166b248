import type { RestatementList, SeriesAnswer } from '@grapevine/contracts';
import { useQuery } from '@tanstack/react-query';
import { request } from './client.js';
import { pathOf } from './paths.js';
import { NUMBERS } from './questions.js';

const MOST = 1_000;

/**
 * What became of the sealed numbers that an answer shows. Only of what is sealed can anything have been restated, and only without
 * a filter is anything sealed: else nothing is asked.
 */
export function useRestatements(answer: SeriesAnswer | undefined) {
  const isSealed = answer !== undefined && !answer.meta.filter && answer.data.some(({ sealed }) => sealed);
  const { metric, grain, window, range } = answer?.meta ?? {};
  const days = { from: range?.start ?? undefined, to: range?.end ?? undefined };
  const path = pathOf('/v1/restatements', { metric, grain, window, ...days, limit: MOST });
  return useQuery({
    queryKey: [NUMBERS, path],
    queryFn: ({ signal }) => request<RestatementList>('GET', path, undefined, signal),
    enabled: isSealed,
  });
}
