import type { NewKey, SeriesAnswer, SignIn } from '@grapevine/contracts';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { get, post } from './ask.js';
import { request } from './client.js';
import { type SeriesQuestion, seriesPath } from './series-path.js';

const PENDING_POLL_MS = 2_000;
const CALM_POLL_MS = 5_000;

/** A metric over time. While another question is being answered, the last answer stays (`isPlaceholderData`). */
export function useSeries(question: SeriesQuestion, enabled: boolean) {
  const path = seriesPath(question);
  return useQuery({
    queryKey: ['series', path],
    queryFn: ({ signal }) => request<SeriesAnswer>('GET', path, undefined, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** How far the pipeline has come. Asked again by itself, sooner while events wait or the first one is awaited. */
export function useStatus() {
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => get('/v1/status', undefined, signal),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data && (data.pipeline.pending_events > 0 || data.data_through === null) ? PENDING_POLL_MS : CALM_POLL_MS,
  });
}

export function useWorkspace() {
  return useQuery({
    queryKey: ['workspace'],
    queryFn: ({ signal }) => get('/v1/workspace', undefined, signal),
    staleTime: 5 * 60_000,
  });
}

/** Who is signed in, with which scopes. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => get('/v1/session', undefined, signal),
    staleTime: 5 * 60_000,
  });
}

export function useSignIn() {
  return useMutation({
    mutationKey: ['sign-in'],
    mutationFn: (how: SignIn) => post('/v1/session', how),
  });
}

export function useSignOut() {
  return useMutation({ mutationFn: () => request<void>('DELETE', '/v1/session') });
}

export function useCreateKey() {
  return useMutation({ mutationFn: (key: NewKey) => post('/v1/keys', key) });
}
