import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useAct } from './act.js';
import { get, post } from './ask.js';

const POLL_MS = 10_000;

export function useDataHealth() {
  return useQuery({
    queryKey: ['data-health'],
    queryFn: ({ signal }) => get('/v1/data-health', undefined, signal),
    refetchInterval: POLL_MS,
  });
}

/** @param enabled only administrators may see them */
export function useDeadLetters(enabled: boolean) {
  return useQuery({
    queryKey: ['dead-letters'],
    queryFn: ({ signal }) => get('/v1/dead-letters', { limit: 20 }, signal),
    enabled,
  });
}

/** Puts all dead letters of the workspace back into the queue. */
export function useReplay() {
  const client = useQueryClient();
  return useAct({
    mutationFn: () => post('/v1/dead-letters/replay', { all: true }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['dead-letters'] }),
        client.invalidateQueries({ queryKey: ['status'] }),
      ]),
  });
}
