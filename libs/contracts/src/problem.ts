import { z } from 'zod';
import { PipelineStatus } from './status.js';

/** An error as RFC 9457 `application/problem+json`. `detail` says what to do next; `code` is stable for programs. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z
    .array(z.object({ parameter: z.string(), message: z.string(), allowed: z.array(z.string()).optional() }))
    .optional(),
  known: z
    .object({ pipeline: PipelineStatus })
    .optional()
    .describe('what could be said all the same, where an engine is away'),
});
export type Problem = z.infer<typeof Problem>;
export type ParameterError = NonNullable<Problem['errors']>[number];
