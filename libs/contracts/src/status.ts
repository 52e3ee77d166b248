import { z } from 'zod';

const Engine = z.object({
  kind: z.enum(['embedded', 'server']),
  version: z.string(),
  durability: z.string().optional().describe('how much an acknowledgement can lose if the machine itself dies'),
});

export const PipelineStatus = z.object({
  pending_events: z.int().describe('0: every acknowledged event is in every answer'),
  oldest_pending_seconds: z.number().nullable(),
  dead_letters: z.int(),
});

export const Status = z.object({
  pipeline: PipelineStatus,
  events: z.object({
    accepted: z.int(),
    rejected: z.record(z.string(), z.int()),
    stored: z.int().describe('distinct events in the warehouse'),
    duplicates: z.int().describe('accepted less stored, less dead letters; exact once pending_events is 0'),
    conflicting: z.int().describe('events stored beyond the first of their identity, with other content'),
    as_of: z.iso.datetime(),
  }),
  filling: z
    .object({ sent: z.int(), total: z.int() })
    .nullable()
    .describe('events of the simulated service that were sent so far, while its workspace is being filled'),
  data_through: z.iso.date().nullable(),
  last_restated_at: z.iso
    .datetime()
    .nullable()
    .describe('when a sealed number last became another; null: none ever did, and GET /v1/restatements is empty'),
  engines: z.object({ database: Engine, queue: Engine, warehouse: Engine }),
  version: z.string(),
});
export type Status = z.infer<typeof Status>;

export const Readiness = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.enum(['ok', 'failing'])),
});
export type Readiness = z.infer<typeof Readiness>;

export const Liveness = z.object({ status: z.literal('ok') });
export type Liveness = z.infer<typeof Liveness>;
