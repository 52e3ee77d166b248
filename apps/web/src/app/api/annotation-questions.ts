import type { Annotation, AnnotationList, NewAnnotation } from '@grapevine/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useAct } from './act.js';
import { get, post } from './ask.js';
import { request } from './client.js';

const SAME_MS = 60_000;

/** The notes on days of the workspace, by date. */
export function useAnnotations(enabled = true) {
  return useQuery({
    queryKey: ['annotations'],
    queryFn: ({ signal }) => readAnnotations(signal),
    staleTime: SAME_MS,
    enabled,
  });
}

/** Of all pages: a chart must not lack the last notes. */
async function readAnnotations(signal: AbortSignal): Promise<Pick<AnnotationList, 'data'>> {
  const data: Annotation[] = [];
  for (let after: string | undefined; ; ) {
    const page = await get('/v1/annotations', after === undefined ? undefined : { after }, signal);
    data.push(...page.data);
    after = page.next ?? undefined;
    if (after === undefined) return { data };
  }
}

export function useAddAnnotation() {
  const client = useQueryClient();
  return useAct({
    mutationFn: (note: NewAnnotation) => post('/v1/annotations', note),
    onSuccess: () => client.invalidateQueries({ queryKey: ['annotations'] }),
  });
}

/** Changes the day or the text of a note. */
export function useChangeAnnotation() {
  const client = useQueryClient();
  return useAct({
    mutationFn: ({ id, ...change }: NewAnnotation & { id: string }) =>
      request<Annotation>('PATCH', `/v1/annotations/${id}`, change),
    onSuccess: () => client.invalidateQueries({ queryKey: ['annotations'] }),
  });
}

export function useDeleteAnnotation() {
  const client = useQueryClient();
  return useAct({
    mutationFn: (id: string) => request<void>('DELETE', `/v1/annotations/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['annotations'] }),
  });
}
