import type { SeriesAnswer } from '@grapevine/contracts';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { numbersQuery, type SeriesQuestion, seriesPath } from './questions.js';

/** Several series at once: there when all of them are, failed when one of them is. */
export function useSeriesSet(questions: readonly SeriesQuestion[], enabled: boolean) {
  const result = useQueries({
    queries: questions.map((question) => ({
      ...numbersQuery<SeriesAnswer>(seriesPath(question), enabled),
      placeholderData: keepPreviousData,
    })),
    combine: (results) => ({
      data: results.every(({ data }) => data !== undefined) ? results.flatMap(({ data }) => data ?? []) : undefined,
      error: results.find(({ error }) => error)?.error ?? null,
      isError: results.some(({ isError }) => isError),
      isPending: results.some(({ isPending }) => isPending),
      isFetching: results.some(({ isFetching }) => isFetching),
      isPlaceholderData: results.some(({ isPlaceholderData }) => isPlaceholderData),
      refetch: () => results.filter(({ isError }) => isError).map((result) => result.refetch()),
    }),
  });
  return { ...result, paths: questions.map(seriesPath) };
}
