import {
  ACTIVITY_TYPES,
  AnnotationChange,
  AnnotationsQuery,
  DELIVERY_DIMENSIONS,
  DeadLetterQuery,
  DeliveryQuery,
  EVENT_SCHEMAS,
  EVENT_TYPES,
  EventExportQuery,
  ExcludedMemberQuery,
  ExclusionChange,
  ExclusionPreviewRequest,
  ExclusionQuery,
  ExportBackfillsQuery,
  ExportChange,
  ExportRunsQuery,
  ExportsQuery,
  GRAINS,
  GrowthQuery,
  KeyQuery,
  MetricListQuery,
  NewAnnotation,
  NewExport,
  NewExportBackfill,
  NewExportRun,
  NewKey,
  PersonQuery,
  PowerCurveQuery,
  RebuildPreviewRequest,
  RebuildQuery,
  Replay,
  RestatementsQuery,
  RetentionQuery,
  type Scope,
  SeriesQuery,
  WorkspaceChange,
} from '@grapevine/contracts';
import type { z } from 'zod';

/** What another workspace has and knows: whatever a request can name of it. */
export interface Belongings {
  readonly keyId: string;
  readonly deadLetterId: string;
  readonly personId: string;
  readonly annotationId: string;
  readonly rebuildId: string;
  readonly restatementId: string;
  readonly exportId: string;
  readonly exportRunId: string;
  readonly backfillId: string;
  readonly memberId: string;
  readonly eventId: string;
  /** A value of the dimension `platform`. */
  readonly platform: string;
}

type Values = Readonly<Record<string, readonly unknown[]>>;

/** A part of a request: what the contract lets it say, and for each field what is tried, each beside `base`. */
export interface RequestPart {
  readonly contract: z.ZodType;
  readonly base?: Readonly<Record<string, unknown>>;
  readonly values: (other: Belongings) => Values;
  /** Fields that only make sense together. */
  readonly together?: readonly Readonly<Record<string, unknown>>[];
}

/** A route behind a key. */
export interface ApiRoute {
  readonly route: string;
  readonly scope: Scope;
  readonly id?: (other: Belongings) => string;
  readonly query?: RequestPart;
  readonly body?: RequestPart;
}

const DAYS = { from: ['2013-01-01', '2014-02-01'], to: ['2013-12-31', '2014-02-01'] };
const filter = ({ platform }: Belongings) => ({ filter: [`platform:${platform}`, 'platform:unknown', 'plan:pro'] });
const by = { by: ['platform', 'plan'], limit: ['1', '1000'] };
const format = { format: ['json', 'csv'] };
const at = '2013-12-24T12:00:00Z';

const exportSettings = ({ platform }: Belongings) => ({
  name: ['another'],
  question: [
    { of: 'growth', parameters: { grain: 'month', filter: `platform:${platform}` } },
    { of: 'delivery', parameters: { grain: 'month', by: 'platform' } },
  ],
  range: [{ kind: 'fixed', from: '2014-02-01', to: '2014-02-28' }],
  ...{ format: ['csv', 'ndjson', 'parquet'], compression: ['gzip'], incomplete_periods: [true] },
  destination: [{ kind: 'folder', path: 'default' }],
  schedule: [
    { kind: 'daily', time: '06:00' },
    { kind: 'cron', expression: '0 6 * * 1' },
  ],
  paused: [true],
  send_corrections: [true],
  alert: [null],
});

/** Every route that needs a key, and all that a request to it may say. access.spec.ts holds that none is missing. */
export const API_ROUTES: readonly ApiRoute[] = [
  {
    route: 'POST /v1/events',
    scope: 'ingest',
    body: {
      contract: EVENT_SCHEMAS['message.read'].extend(EVENT_SCHEMAS['message.failed'].shape).extend({
        ...{ member_id: EVENT_SCHEMAS['message.sent'].shape.member_id },
        ...{ invited_by: EVENT_SCHEMAS['member.signed_up'].shape.invited_by },
      }),
      base: { type: 'member.signed_up', member_id: 'somebody', message_id: 'a message', occurred_at: at },
      values: ({ memberId, eventId, platform }) => ({
        type: EVENT_TYPES,
        ...{ occurred_at: [at, '2013-06-01T00:00:00Z'], id: [eventId], member_id: [memberId], message_id: [eventId] },
        ...{ recipient_id: [memberId], invited_by: [memberId], channel: ['sms'], error_code: ['1'] },
        ...{ platform: [platform], manufacturer: ['x'], country: ['DE'], app_version: ['1'], source: ['organic'] },
        properties: [{ plan: 'pro' }],
      }),
    },
  },
  {
    route: 'GET /v1/events/export',
    scope: 'read',
    query: { contract: EventExportQuery, values: () => ({ ...DAYS, ...format, type: EVENT_TYPES }) },
  },
  {
    route: 'GET /v1/series',
    scope: 'read',
    query: {
      contract: SeriesQuery,
      base: { metric: 'active_members', ...{ from: '2013-01-01', to: '2014-12-31' } },
      values: (other) => ({
        ...{ ...DAYS, ...by, ...filter(other), ...format },
        metric: ['signups', 'new_members', 'net_new', 'stickiness', 'cmgr'],
        grain: GRAINS,
        window: ['calendar', 'rolling_7'],
        over: ['3'],
        compare: ['previous_period', 'previous_year'],
      }),
      together: [
        { metric: 'net_new', over: '3' },
        { grain: 'day', window: 'rolling_28', by: 'platform' },
      ],
    },
  },
  {
    route: 'GET /v1/growth',
    scope: 'read',
    query: {
      contract: GrowthQuery,
      base: { from: '2013-01-01', to: '2014-12-31' },
      values: (other) => ({ ...DAYS, ...by, ...filter(other), ...format, grain: GRAINS }),
    },
  },
  {
    route: 'GET /v1/retention',
    scope: 'read',
    query: {
      contract: RetentionQuery,
      base: { from: '2013-01-01', to: '2014-12-31' },
      values: (other) => ({
        ...{ ...DAYS, ...filter(other), ...format, grain: ['week', 'month'] },
        cohort: ['first_active', 'signed_up'],
        mode: ['on', 'on_or_after'],
        periods: ['3'],
      }),
    },
  },
  {
    route: 'GET /v1/power-curve',
    scope: 'read',
    query: {
      contract: PowerCurveQuery,
      values: (other) => ({ ...filter(other), ...format, as_of: ['2013-12-24', '2014-02-01'], days: ['7'] }),
    },
  },
  {
    route: 'GET /v1/delivery',
    scope: 'read',
    query: {
      contract: DeliveryQuery,
      base: { from: '2013-01-01', to: '2014-12-31' },
      values: (other) => ({
        ...{ ...DAYS, ...filter(other), ...format, grain: GRAINS },
        ...{ by: DELIVERY_DIMENSIONS, limit: ['1', '1000'] },
      }),
    },
  },
  {
    route: 'GET /v1/metrics',
    scope: 'read',
    query: { contract: MetricListQuery, values: () => format },
  },
  { route: 'GET /v1/status', scope: 'read' },
  { route: 'GET /v1/workspace', scope: 'read' },
  { route: 'GET /v1/session', scope: 'read' },
  {
    route: 'PATCH /v1/workspace',
    scope: 'admin',
    body: {
      contract: WorkspaceChange,
      values: () => ({
        ...{ name: ['mine'], max_age_days: [36_500], seal_grace_hours: [72], rebuild: [true, false] },
        ...{ time_zone: ['Asia/Tokyo'], activity_types: [[...ACTIVITY_TYPES]], dimensions: [['plan']] },
        channels: [{ sms: { horizon_days: 3, receipts: false } }],
      }),
      together: [{ time_zone: 'Asia/Tokyo', rebuild: true }],
    },
  },
  {
    route: 'POST /v1/rebuilds/preview',
    scope: 'admin',
    body: {
      contract: RebuildPreviewRequest,
      values: () => ({ time_zone: ['Asia/Tokyo'], activity_types: [[...ACTIVITY_TYPES]], dimensions: [['plan']] }),
    },
  },
  {
    route: 'GET /v1/rebuilds',
    scope: 'read',
    query: { contract: RebuildQuery, values: ({ rebuildId }) => ({ ...format, limit: ['1'], before: [rebuildId] }) },
  },
  { route: 'GET /v1/rebuilds/:id', scope: 'read', id: ({ rebuildId }) => rebuildId },
  {
    route: 'GET /v1/keys',
    scope: 'admin',
    query: { contract: KeyQuery, values: ({ keyId }) => ({ ...format, after: [keyId], limit: ['1'] }) },
  },
  {
    route: 'POST /v1/keys',
    scope: 'admin',
    body: {
      contract: NewKey,
      base: { name: 'another', scopes: ['read'] },
      values: () => ({ name: ['one more'], scopes: [['admin', 'read', 'ingest']] }),
    },
  },
  { route: 'DELETE /v1/keys/:id', scope: 'admin', id: ({ keyId }) => keyId },
  { route: 'GET /v1/data-health', scope: 'read' },
  {
    route: 'GET /v1/annotations',
    scope: 'read',
    query: {
      contract: AnnotationsQuery,
      values: ({ annotationId }) => ({ ...DAYS, ...format, after: [annotationId], limit: ['1'] }),
    },
  },
  {
    route: 'POST /v1/annotations',
    scope: 'admin',
    body: {
      contract: NewAnnotation,
      base: { date: '2013-12-24', text: 'a note' },
      values: () => ({ date: ['2014-02-01'], text: ['another'] }),
    },
  },
  {
    route: 'PATCH /v1/annotations/:id',
    scope: 'admin',
    id: ({ annotationId }) => annotationId,
    body: { contract: AnnotationChange, values: () => ({ date: ['2014-02-01'], text: ['another'] }) },
  },
  { route: 'DELETE /v1/annotations/:id', scope: 'admin', id: ({ annotationId }) => annotationId },
  {
    route: 'GET /v1/exports',
    scope: 'admin',
    query: { contract: ExportsQuery, values: ({ exportId }) => ({ ...format, after: [exportId], limit: ['1'] }) },
  },
  {
    route: 'POST /v1/exports',
    scope: 'admin',
    body: {
      contract: NewExport,
      base: {
        ...{ name: 'an export', question: { of: 'growth' }, range: { kind: 'previous', grain: 'month' } },
        destination: { kind: 'folder' },
      },
      values: (other) => ({ ...exportSettings(other), file_prefix: ['theirs'] }),
    },
  },
  { route: 'GET /v1/exports/:id', scope: 'admin', id: ({ exportId }) => exportId },
  {
    route: 'PATCH /v1/exports/:id',
    scope: 'admin',
    id: ({ exportId }) => exportId,
    body: { contract: ExportChange, values: (other) => exportSettings(other) },
  },
  { route: 'DELETE /v1/exports/:id', scope: 'admin', id: ({ exportId }) => exportId },
  {
    route: 'POST /v1/exports/:id/runs',
    scope: 'admin',
    id: ({ exportId }) => exportId,
    body: {
      contract: NewExportRun,
      values: () => ({ period: [{ start: '2014-02-01', end: '2014-02-28' }], test: [true] }),
    },
  },
  {
    route: 'GET /v1/exports/:id/runs',
    scope: 'admin',
    id: ({ exportId }) => exportId,
    query: { contract: ExportRunsQuery, values: ({ keyId }) => ({ ...format, before: [keyId], limit: ['1'] }) },
  },
  { route: 'GET /v1/export-runs/:id', scope: 'admin', id: ({ exportRunId }) => exportRunId },
  { route: 'POST /v1/export-runs/:id/cancel', scope: 'admin', id: ({ exportRunId }) => exportRunId },
  {
    route: 'POST /v1/exports/:id/backfills',
    scope: 'admin',
    id: ({ exportId }) => exportId,
    body: {
      contract: NewExportBackfill,
      base: { from: '2013-12-01', to: '2013-12-31' },
      values: () => ({ from: ['2013-01-01'], to: ['2014-02-28'], grain: ['day'] }),
    },
  },
  {
    route: 'GET /v1/exports/:id/backfills',
    scope: 'admin',
    id: ({ exportId }) => exportId,
    query: { contract: ExportBackfillsQuery, values: ({ keyId }) => ({ ...format, before: [keyId], limit: ['1'] }) },
  },
  { route: 'POST /v1/export-backfills/:id/cancel', scope: 'admin', id: ({ backfillId }) => backfillId },
  {
    route: 'GET /v1/people',
    scope: 'admin',
    query: { contract: PersonQuery, values: ({ personId }) => ({ ...format, after: [personId], limit: ['1'] }) },
  },
  { route: 'DELETE /v1/people/:id', scope: 'admin', id: ({ personId }) => personId },
  { route: 'POST /v1/sign-in-links', scope: 'admin' },
  {
    route: 'GET /v1/dead-letters',
    scope: 'admin',
    query: {
      contract: DeadLetterQuery,
      values: ({ deadLetterId }) => ({ ...format, after: [deadLetterId], limit: ['1'] }),
    },
  },
  {
    route: 'POST /v1/dead-letters/replay',
    scope: 'admin',
    body: { contract: Replay, values: ({ deadLetterId }) => ({ ids: [[deadLetterId]], all: [true] }) },
  },
  {
    route: 'GET /v1/exclusions',
    scope: 'read',
    query: {
      contract: ExclusionQuery,
      values: ({ keyId }) => ({ ...format, limit: ['1'], before: [keyId] }),
    },
  },
  {
    route: 'GET /v1/exclusions/members',
    scope: 'read',
    query: { contract: ExcludedMemberQuery, values: () => ({ ...format, limit: ['1'], after: ['0', '1000000'] }) },
  },
  ...(['POST', 'DELETE'] as const).map((method) => ({
    route: `${method} /v1/exclusions`,
    scope: 'admin' as const,
    body: {
      contract: ExclusionChange,
      base: { member_ids: ['nobody'], reason: 'a try' },
      values: ({ memberId, platform }: Belongings) => ({
        ...{ member_ids: [[memberId]], reason: ['another'] },
        segments: [[{ dimension: 'platform', value: platform }]],
      }),
    },
  })),
  {
    route: 'POST /v1/exclusions/preview',
    scope: 'admin',
    body: {
      contract: ExclusionPreviewRequest,
      base: { member_ids: ['nobody'] },
      values: ({ memberId, platform }) => ({
        member_ids: [[memberId]],
        segments: [[{ dimension: 'platform', value: platform }]],
      }),
    },
  },
  {
    route: 'GET /v1/restatements',
    scope: 'read',
    query: {
      contract: RestatementsQuery,
      values: ({ restatementId }) => ({
        ...{ ...DAYS, ...format, limit: ['1'], before: [restatementId, '1000000'] },
        ...{ metric: ['active_members'], by: ['', 'channel'], grain: GRAINS, window: ['calendar', 'rolling_7'] },
      }),
    },
  },
];

/** What needs no key: health, the pages, and signing in and out. */
export const OPEN_ROUTES: readonly string[] = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /openapi.json',
  'GET /docs',
  'GET /*',
  'POST /v1/session',
  'DELETE /v1/session',
];

/** What concerns a person who is signed in: keys are refused. */
export const SESSION_ROUTES: readonly string[] = ['POST /v1/session/end-all', 'PUT /v1/account'];

/** One request, as it is sent. */
export interface PlannedRequest {
  readonly scope: Scope;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Every request that the entries make: each value of each parameter in turn; a route without any is asked as it is. */
export function requestsOf(routes: readonly ApiRoute[], other: Belongings): PlannedRequest[] {
  return routes.flatMap(({ route, scope, id, query, body }) => {
    const [method = '', address = ''] = route.split(' ');
    const path = address.replace(':id', id?.(other) ?? '');
    const queries = partsOf(query, other).map((part) => new URLSearchParams(part as Record<string, string>).toString());
    return queries.flatMap((text) =>
      partsOf(body, other).map((part) => ({
        ...{ scope, method, path: text === '' ? path : `${path}?${text}` },
        body: body ? part : undefined,
      })),
    );
  });
}

function partsOf(part: RequestPart | undefined, other: Belongings): Record<string, unknown>[] {
  if (!part) return [{}];
  const base = { ...part.base };
  const tried = Object.entries(part.values(other)).flatMap(([name, values]) =>
    values.map((value) => ({ ...base, [name]: value })),
  );
  return [base, ...tried, ...(part.together ?? []).map((fields) => ({ ...base, ...fields }))];
}
