import type { Session } from '@grapevine/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from './client.js';

/** Looks at another workspace from now on: everything on the page is asked again. */
export function useLookAt() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (slug: string) => request<Session>('POST', '/v1/session/workspace', { slug }),
    // Nothing of the workspace before may be shown as if it were of this one.
    onSuccess: () => client.resetQueries(),
  });
}
