import { z } from 'zod';

/** The closed list of reasons for which one event of a request is refused. */
export const REJECT_CODES = [
  'missing_field',
  'invalid_type',
  'invalid_value',
  'unknown_type',
  'too_large',
  'in_future',
  'too_old',
  'forbidden_key',
] as const;
export const RejectCode = z.enum(REJECT_CODES);
export type RejectCode = z.infer<typeof RejectCode>;

/** Limits of one request to `POST /v1/events`; bytes are counted after decompression. */
export const INGEST_LIMITS = {
  events: 5_000,
  bodyBytes: 10 * 1024 * 1024,
  eventBytes: 32 * 1024,
  /** How far ahead of the server's clock an event may lie, in milliseconds: clocks of phones drift. */
  futureMs: 60 * 60 * 1000,
} as const;

export const RejectedEvent = z.object({
  index: z.int().describe('Position of the event in the request, from 0'),
  id: z.string().optional(),
  field: z.string().optional(),
  code: RejectCode,
  message: z.string(),
});
export type RejectedEvent = z.infer<typeof RejectedEvent>;

export const IngestResult = z.object({
  batch_id: z.string(),
  accepted: z.int(),
  rejected: z.array(RejectedEvent),
});
export type IngestResult = z.infer<typeof IngestResult>;
