import type { Annotation, AnnotationList, NewAnnotation } from '@grapevine/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
  for (let path = '/v1/annotations'; ; ) {
    const page = await request<AnnotationList>('GET', path, undefined, signal);
    data.push(...page.data);
    if (page.next === null) return { data };
    path = `/v1/annotations?after=${page.next}`;
  }
}

export function useAddAnnotation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (note: NewAnnotation) => request<Annotation>('POST', '/v1/annotations', note),
    onSuccess: () => client.invalidateQueries({ queryKey: ['annotations'] }),
  });
}

/** Changes the day or the text of a note. */
export function useChangeAnnotation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...change }: NewAnnotation & { id: string }) =>
      request<Annotation>('PATCH', `/v1/annotations/${id}`, change),
    onSuccess: () => client.invalidateQueries({ queryKey: ['annotations'] }),
  });
}

export function useDeleteAnnotation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>('DELETE', `/v1/annotations/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['annotations'] }),
  });
}
