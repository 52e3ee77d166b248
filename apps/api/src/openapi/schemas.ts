import {
  AccountChange,
  Annotation,
  AnnotationChange,
  AnnotationList,
  CreatedKey,
  DataHealth,
  DeadLetter,
  DeadLetterList,
  DeliveryAnswer,
  Event,
  ExcludedMember,
  ExcludedMemberList,
  ExclusionChange,
  ExclusionDecision,
  ExclusionList,
  ExclusionPreview,
  ExclusionPreviewRequest,
  ExportBackfill,
  ExportBackfillList,
  ExportChange,
  ExportEnd,
  ExportedEvent,
  ExportList,
  ExportRun,
  ExportRunList,
  GrowthAnswer,
  INGEST_LIMITS,
  IngestResult,
  Key,
  KeyList,
  Liveness,
  MetricList,
  NewAnnotation,
  NewExport,
  NewExportBackfill,
  NewExportRun,
  NewKey,
  Person,
  PersonList,
  PowerCurveAnswer,
  Problem,
  Readiness,
  Rebuild,
  RebuildList,
  RebuildPreview,
  RebuildPreviewRequest,
  Replay,
  ReplayResult,
  Restatement,
  RestatementList,
  RetentionAnswer,
  SavedExport,
  SeriesAnswer,
  SeriesMeta,
  SeriesPoint,
  Session,
  SignIn,
  SignInLink,
  Status,
  Workspace,
  WorkspaceChange,
} from '@grapevine/contracts';
import { z } from 'zod';

/** A JSON Schema, or any part of the document. */
export type Json = { [name: string]: unknown };

const events = z.array(Event).max(INGEST_LIMITS.events);

/** What a request may carry, by the name that it has in the document. */
export const BODIES = {
  Event,
  EventBatch: z
    .union([Event, events, z.object({ events })])
    .describe(`One event, a list of up to ${INGEST_LIMITS.events}, or the list as "events" of an object.`),
  NewKey,
  SignIn,
  AccountChange,
  NewAnnotation,
  AnnotationChange,
  WorkspaceChange,
  RebuildPreviewRequest,
  ExclusionChange,
  ExclusionPreviewRequest,
  NewExport,
  ExportChange,
  NewExportBackfill,
  NewExportRun,
  Replay,
} as const;
export type BodyName = keyof typeof BODIES;

/** What an answer may carry, by the name that it has in the document. */
export const ANSWERS = {
  IngestResult,
  SeriesAnswer,
  SeriesPoint,
  SeriesMeta,
  GrowthAnswer,
  RetentionAnswer,
  PowerCurveAnswer,
  DeliveryAnswer,
  MetricList,
  ExportedEvent,
  ExportEnd,
  Status,
  DataHealth,
  Annotation,
  AnnotationList,
  Workspace,
  Session,
  Person,
  PersonList,
  SignInLink,
  Key,
  KeyList,
  CreatedKey,
  Rebuild,
  RebuildList,
  RebuildPreview,
  ExclusionDecision,
  ExclusionList,
  ExclusionPreview,
  ExcludedMember,
  ExcludedMemberList,
  Restatement,
  RestatementList,
  SavedExport,
  ExportList,
  ExportRun,
  ExportRunList,
  ExportBackfill,
  ExportBackfillList,
  DeadLetter,
  DeadLetterList,
  ReplayResult,
  Readiness,
  Liveness,
  Problem,
} as const;
export type AnswerName = keyof typeof ANSWERS;

/** Where the schema of this name stands in the document. */
export const refTo = (name: BodyName | AnswerName): Json => ({ $ref: pointerTo(name) });
const pointerTo = (name: string): string => `#/components/schemas/${name}`;

/** The schemas that have a name, as the document's components. */
export const namedSchemas = (): Json => ({ ...convertAll(BODIES, 'input'), ...convertAll(ANSWERS, 'output') });

/** The parameters of a query as JSON Schemas by name, and which of them are needed. */
export function querySchema(query: z.ZodObject): { properties: Record<string, Json>; required: readonly string[] } {
  const { properties, required } = z.toJSONSchema(query, { io: 'input', override: plain }) as {
    properties: Record<string, Json>;
    required?: string[];
  };
  return { properties, required: required ?? [] };
}

function convertAll(schemas: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output'): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const converted = z.toJSONSchema(registry, { io, uri: pointerTo, override: io === 'input' ? plain : open }).schemas;
  return Object.fromEntries(
    Object.entries(converted).map(([name, { $schema, $id, ...schema }]) => [name, schema as Json]),
  );
}

type Override = NonNullable<z.core.ToJSONSchemaParams['override']>;

/** Leaves out what says nothing more: patterns of formats, bounds that every integer has, the default of a fault. */
const plain: Override = ({ zodSchema, jsonSchema }) => {
  if (jsonSchema.format !== undefined || jsonSchema.type === 'integer') delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  const { def } = zodSchema._zod;
  if (def.type === 'catch') delete jsonSchema.default;
  // Of what is read from text only the default after reading is known, which is what people would write.
  if (def.type === 'default')
    jsonSchema.default = (def as z.core.$ZodDefaultDef).defaultValue as z.core.JSONSchema._JSONSchema;
};

/** Answers may have more fields one day: a client that refuses those would break. */
const open: Override = (context) => {
  plain(context);
  if (context.jsonSchema.additionalProperties === false) delete context.jsonSchema.additionalProperties;
};
