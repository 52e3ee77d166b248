import type {
  Comparison,
  DeliveryAnswer,
  Grain,
  GrowthAnswer,
  NewKey,
  PowerCurveAnswer,
  RetentionAnswer,
  SeriesAnswer,
  SignIn,
  Status,
  Window,
} from '@grapevine/contracts';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useAct } from './act.js';
import { get, post } from './ask.js';
import { request } from './client.js';
import { type Parameters, pathOf } from './paths.js';

const PENDING_POLL_MS = 2_000;
const CALM_POLL_MS = 5_000;

/** Begins the name in the cache of everything that new events can change. */
export const NUMBERS = 'numbers';

/** Local days and filters, which every question of numbers takes; without days the server ends at its last day with data. */
interface Common extends Parameters {
  from?: string | undefined;
  to?: string | undefined;
  filter?: readonly string[];
}

/** A question to `GET /v1/series`. */
export interface SeriesQuestion extends Common {
  metric: string;
  grain: Grain;
  window?: Window;
  by?: string;
  limit?: number;
  compare?: Comparison;
}

export const seriesPath = ({ metric, grain, ...rest }: SeriesQuestion): string =>
  pathOf('/v1/series', { metric, grain, ...rest });

/** Numbers at a path. While another question is being answered, the last answer stays (`isPlaceholderData`). */
export const numbersQuery = <Answer>(path: string, enabled: boolean) => ({
  queryKey: [NUMBERS, path],
  queryFn: ({ signal }: { signal: AbortSignal }) => request<Answer>('GET', path, undefined, signal),
  enabled,
});

function useNumbers<Answer>(path: string, enabled: boolean) {
  const result = useQuery({ ...numbersQuery<Answer>(path, enabled), placeholderData: keepPreviousData });
  return { ...result, paths: [path] };
}

/** A metric over time. */
export function useSeries(question: SeriesQuestion, enabled: boolean) {
  return useNumbers<SeriesAnswer>(seriesPath(question), enabled);
}

export interface GrowthQuestion extends Common {
  grain: Grain;
}
const growthPath = (question: GrowthQuestion): string => pathOf('/v1/growth', question);

/** Growth accounting. */
export function useGrowthAccounting(question: GrowthQuestion, enabled: boolean) {
  return useNumbers<GrowthAnswer>(growthPath(question), enabled);
}

export interface RetentionQuestion extends Common {
  cohort: 'first_active' | 'signed_up';
  grain: Grain;
  mode: 'on' | 'on_or_after';
  periods: number;
}
export const retentionPath = (question: RetentionQuestion): string => pathOf('/v1/retention', question);

/** What became of those who came at one time. */
export function useRetention(question: RetentionQuestion, enabled: boolean) {
  return useNumbers<RetentionAnswer>(retentionPath(question), enabled);
}

export interface PowerCurveQuestion extends Parameters {
  as_of?: string | undefined;
  days: number;
  filter?: readonly string[];
}
const powerCurvePath = (question: PowerCurveQuestion): string => pathOf('/v1/power-curve', question);

/** On how many of the last days people come. */
export function usePowerCurve(question: PowerCurveQuestion, enabled: boolean) {
  return useNumbers<PowerCurveAnswer>(powerCurvePath(question), enabled);
}

export interface DeliveryQuestion extends Common {
  grain: Grain;
  by?: string;
  limit?: number;
}
export const deliveryPath = (question: DeliveryQuestion): string => pathOf('/v1/delivery', question);

/** What became of the messages. */
export function useDelivery(question: DeliveryQuestion, enabled: boolean) {
  return useNumbers<DeliveryAnswer>(deliveryPath(question), enabled);
}

/** The catalogue of metrics. */
export function useMetrics(enabled = true) {
  return useQuery({
    queryKey: ['metrics'],
    enabled,
    queryFn: ({ signal }) => get('/v1/metrics', undefined, signal),
    staleTime: 5 * 60_000,
  });
}

/** What the shell asks, on every page. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => get('/v1/status', undefined, signal),
});

export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => get('/v1/workspace', undefined, signal),
  staleTime: 5 * 60_000,
});

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get('/v1/session', undefined, signal),
  staleTime: 5 * 60_000,
});

/** How far the pipeline has come. Asked again by itself, sooner while events wait or the first one is awaited. */
export const useStatus = () => useStatusOf((status) => status);

/** One thing of the status. Whoever reads it is drawn again when that has changed, not whenever the status was asked. */
export function useStatusOf<T>(select: (status: Status) => T) {
  return useQuery({
    ...statusQuery,
    select,
    staleTime: 0,
    // It is asked often enough: what comes to read it later need not ask once more.
    refetchOnMount: false,
    refetchInterval: ({ state: { data } }) =>
      data && (data.pipeline.pending_events > 0 || data.data_through === null) ? PENDING_POLL_MS : CALM_POLL_MS,
  });
}

/** The last local day with data; null while there is none. */
export const useDataThrough = () => useStatusOf((status) => status.data_through);

export function useWorkspace() {
  return useQuery(workspaceQuery);
}

/** Who is signed in, with which scopes. */
export function useSession(enabled = true) {
  return useQuery({ ...sessionQuery, enabled });
}

export function useSignIn() {
  return useAct({
    mutationKey: ['sign-in'],
    mutationFn: (how: SignIn) => post('/v1/session', how),
  });
}

export function useSignOut() {
  return useAct({ mutationFn: () => request<void>('DELETE', '/v1/session') });
}

export function useCreateKey() {
  return useAct({ mutationFn: (key: NewKey) => post('/v1/keys', key) });
}
