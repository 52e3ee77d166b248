import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { NUMBERS, useStatusOf } from '../api/questions.js';

/**
 * Asks for the numbers again when the pipeline has stored something new, or when the server answers after it did not.
 * The status is small and polled; the numbers are asked for only when they can have changed, and with them what could not be read.
 */
export function useLiveRefresh(): void {
  const client = useQueryClient();
  const { data, isError } = useStatusOf(({ events, data_through, pipeline }) =>
    [events.stored, data_through, pipeline.pending_events === 0].join(),
  );
  const seen = isError ? false : data;
  const before = useRef<string | undefined | false>(undefined);
  useEffect(() => {
    if (before.current !== undefined && seen && before.current !== seen) {
      void client.invalidateQueries({
        predicate: ({ queryKey, state }) => queryKey[0] === NUMBERS || state.status === 'error',
      });
    }
    if (seen !== undefined) before.current = seen;
  }, [client, seen]);
}
