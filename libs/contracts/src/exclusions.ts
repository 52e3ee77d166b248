import { z } from 'zod';
import { identity, label, storableText } from './event-fields.js';
import { formatParameter } from './formats.js';
import { longPage, nextBefore, pageBefore } from './page-size.js';

const Segment = z.strictObject({ dimension: z.string(), value: label.min(1, 'must have 1 to 128 characters') });

/** Who is to be left out of every metric, or taken in again. */
export const ExclusionChange = z
  .strictObject({
    member_ids: z.array(identity(256)).max(5_000, 'name at most 5,000 members at once').default([]),
    segments: z
      .array(Segment)
      .max(100, 'name at most 100 segments at once')
      .default([])
      .describe('everybody who was ever active or signed up with this value of this dimension'),
    reason: storableText(500),
  })
  .refine(({ member_ids, segments }) => member_ids.length + segments.length > 0, {
    error: 'name members (member_ids) or segments',
  });
export type ExclusionChange = z.infer<typeof ExclusionChange>;

export const ExclusionDecision = z.object({
  id: z.uuid(),
  action: z.enum(['exclude', 'include']),
  members: z.int().describe('how many members it names'),
  segments: z.array(z.object({ dimension: z.string(), value: z.string() })),
  reason: z.string(),
  decided_at: z.iso.datetime(),
});
export type ExclusionDecision = z.infer<typeof ExclusionDecision>;

export const ExclusionQuery = z.strictObject({
  members: z.enum(['true', 'false']).default('false').describe('whether to list the numbers of excluded members'),
  limit: longPage,
  before: pageBefore,
  format: formatParameter,
});
export type ExclusionQuery = z.infer<typeof ExclusionQuery>;

export const ExclusionList = z.object({
  data: z.array(ExclusionDecision).describe('the decisions, the last first'),
  next: nextBefore,
  excluded_members: z.int().describe('members that are excluded now, by name or by segment'),
  excluded_segments: z.array(z.object({ dimension: z.string(), value: z.string() })),
  excluded_member_nos: z
    .array(z.int())
    .optional()
    .describe('with members=true: the numbers of the members who are excluded by name, without those of segments'),
});
export type ExclusionList = z.infer<typeof ExclusionList>;
