import type { Annotation, AnnotationList, NewAnnotation } from '@grapevine/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from './client.js';

const SAME_MS = 60_000;

/** The notes on days of the workspace, by date. */
export function useAnnotations(enabled = true) {
  return useQuery({
    queryKey: ['annotations'],
    queryFn: ({ signal }) => request<AnnotationList>('GET', '/v1/annotations', undefined, signal),
    staleTime: SAME_MS,
    enabled,
  });
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
