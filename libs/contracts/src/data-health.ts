import { z } from 'zod';

const RejectedExample = z.object({
  field: z.string().nullable(),
  message: z.string(),
  event: z
    .record(z.string(), z.string())
    .describe(
      'by field: the form of what was sent, letters as "a", digits as "0"; of identities only how long they are',
    ),
  received_at: z.iso.datetime(),
});

/** What became of the events, and how far the numbers can be trusted; `GET /v1/status` has the counts of events. */
export const DataHealth = z.object({
  rejected: z
    .array(z.object({ code: z.string(), count: z.int(), examples: z.array(RejectedExample) }))
    .describe('by reason, the most frequent first; examples are kept for 14 days, the last five of each reason'),
  sealed: z.object({ numbers: z.int(), last_sealed_at: z.iso.datetime().nullable() }),
  restatements: z.object({ count: z.int(), last_restated_at: z.iso.datetime().nullable() }),
  dimension_values: z
    .object({
      limit: z.int().describe('how many values of a dimension have numbers of their own'),
      over_limit: z.array(
        z.object({
          dimension: z.string(),
          values: z
            .int()
            .nullable()
            .describe(
              'how many came, counted in the log; "unknown" is none; null: counting takes longer than a question may',
            ),
          kept: z
            .int()
            .describe('how many of them, the first by name in the order of their bytes, have numbers of their own'),
          last_kept: z.string().describe('the last of these; those after it are counted in "(other)"'),
        }),
      ),
    })
    .describe('dimensions with more values than are kept'),
  last_audit: z
    .object({
      started_at: z.iso.datetime(),
      finished_at: z.iso.datetime(),
      events: z.int(),
      numbers: z.int().describe('how many were compared with a recomputation'),
      differences: z.int(),
    })
    .nullable()
    .describe('npm run audit, when it last ended'),
});
export type DataHealth = z.infer<typeof DataHealth>;
