import type {
  ExportBackfill,
  ExportBackfillList,
  ExportChange,
  ExportList,
  ExportRun,
  ExportRunList,
  NewExport,
  NewExportBackfill,
  NewExportRun,
  SavedExport,
} from '@grapevine/contracts';
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useAct } from './act.js';
import { get, post } from './ask.js';
import { request } from './client.js';

const RUNNING_POLL_MS = 1_000;
const CALM_POLL_MS = 10_000;
const RUNS_AT_ONCE = '25';
/** Begins the name in the cache of all that is known of exports. */
const EXPORTS = 'exports';

const OPEN: readonly ExportRun['state'][] = ['waiting', 'running', 'retrying'];
/** Whether a run is not over. */
export const isOpen = ({ state }: Pick<ExportRun, 'state'>): boolean => OPEN.includes(state);

/** The saved exports and how each is doing. */
export function useExports() {
  return useInfiniteQuery({
    queryKey: [EXPORTS, 'list'],
    queryFn: ({ signal, pageParam }) => get('/v1/exports', pageParam ? { after: pageParam } : undefined, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.data.some(({ last_run }) => last_run && isOpen(last_run)))
        ? RUNNING_POLL_MS
        : CALM_POLL_MS,
  });
}

/** One export; until it is there, as the list had it. */
export function useExport(id: string) {
  const client = useQueryClient();
  return useQuery<SavedExport>({
    queryKey: [EXPORTS, id],
    queryFn: ({ signal }) => request<SavedExport>('GET', `/v1/exports/${id}`, undefined, signal),
    placeholderData: () =>
      client
        .getQueryData<InfiniteData<ExportList>>([EXPORTS, 'list'])
        ?.pages.flatMap(({ data }) => data)
        .find((saved) => saved.id === id),
    refetchInterval: CALM_POLL_MS,
  });
}

/** The runs of an export, the last first; asked again all the time while one is not over. */
export function useExportRuns(id: string) {
  return useInfiniteQuery({
    queryKey: [EXPORTS, id, 'runs'],
    queryFn: ({ signal, pageParam }) => {
      const page = new URLSearchParams({ limit: RUNS_AT_ONCE, ...(pageParam ? { before: pageParam } : {}) });
      return request<ExportRunList>('GET', `/v1/exports/${id}/runs?${page}`, undefined, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.data.some(isOpen)) ? RUNNING_POLL_MS : CALM_POLL_MS,
  });
}

export function useExportBackfills(id: string) {
  return useQuery({
    queryKey: [EXPORTS, id, 'backfills'],
    queryFn: ({ signal }) =>
      request<ExportBackfillList>('GET', `/v1/exports/${id}/backfills?limit=20`, undefined, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.data.some(({ runs }) => runs.open > 0) ? RUNNING_POLL_MS : CALM_POLL_MS,
  });
}

/** After a change whatever is known of exports is asked again. */
function useExportAct<Data, Variables = void>(mutationFn: (variables: Variables) => Promise<Data>) {
  const client = useQueryClient();
  return useAct<Data, Variables>({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: [EXPORTS] }),
  });
}

export const useCreateExport = () => useExportAct((saved: NewExport) => post('/v1/exports', saved));

export const useChangeExport = (id: string) =>
  useExportAct((change: ExportChange) => request<SavedExport>('PATCH', `/v1/exports/${id}`, change));

/** What is known of the export goes with it: asked again it would be refused. */
export function useDeleteExport(id: string) {
  const client = useQueryClient();
  return useAct({
    mutationFn: () => request<void>('DELETE', `/v1/exports/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: [EXPORTS, 'list'] }),
  });
}

export const useRunExport = (id: string) =>
  useExportAct((run: Partial<NewExportRun>) => request<ExportRun>('POST', `/v1/exports/${id}/runs`, run));

export const useCancelRun = () =>
  useExportAct((runId: string) => request<ExportRun>('POST', `/v1/export-runs/${runId}/cancel`));

export const useStartBackfill = (id: string) =>
  useExportAct((range: NewExportBackfill) => request<ExportBackfill>('POST', `/v1/exports/${id}/backfills`, range));

export const useCancelBackfill = () =>
  useExportAct((backfillId: string) => request<ExportBackfill>('POST', `/v1/export-backfills/${backfillId}/cancel`));
