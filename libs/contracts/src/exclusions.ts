import { z } from 'zod';
import { identity, label, storableText } from './event-fields.js';
import { formatParameter } from './formats.js';
import { longPage, nextBefore, pageBefore } from './page-size.js';
import { rowNumber } from './query-parameters.js';

const Segment = z.strictObject({ dimension: z.string(), value: label.min(1, 'must have 1 to 128 characters') });

/** Of whom an exclusion is. */
const SUBJECT = {
  member_ids: z.array(identity(256)).max(5_000, 'name at most 5,000 members at once').default([]),
  segments: z
    .array(Segment)
    .max(100, 'name at most 100 segments at once')
    .default([])
    .describe('everybody who was ever active or signed up with this value of this dimension'),
};
const namesSomebody = ({ member_ids, segments }: { member_ids: unknown[]; segments: unknown[] }): boolean =>
  member_ids.length + segments.length > 0;
const NAMES_NOBODY = { error: 'name members (member_ids) or segments' };

/** Who is to be left out of every metric, or taken in again. */
export const ExclusionChange = z
  .strictObject({ ...SUBJECT, reason: storableText(500) })
  .refine(namesSomebody, NAMES_NOBODY);
export type ExclusionChange = z.infer<typeof ExclusionChange>;

/** Who might be left out. */
export const ExclusionPreviewRequest = z.strictObject(SUBJECT).refine(namesSomebody, NAMES_NOBODY);
export type ExclusionPreviewRequest = z.infer<typeof ExclusionPreviewRequest>;

/** What leaving them out would do. */
export const ExclusionPreview = z.object({
  members: z.int().describe('members who count now and would not any more'),
  unknown_members: z.int().describe('of `member_ids`: nobody has been seen under these yet; they would never count'),
  final_numbers: z
    .int()
    .describe(
      'numbers that were told to be final, each of which is restated where it becomes another; 0 where nobody goes',
    ),
  as_of: z.iso.datetime(),
});
export type ExclusionPreview = z.infer<typeof ExclusionPreview>;

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
});
export type ExclusionList = z.infer<typeof ExclusionList>;

export const ExcludedMemberQuery = z.strictObject({
  limit: longPage,
  after: rowNumber('must be the number of a member')
    .optional()
    .describe('Only those of a greater number: `next` of the page before.'),
  format: formatParameter,
});
export type ExcludedMemberQuery = z.infer<typeof ExcludedMemberQuery>;

/** Somebody who is excluded by name. */
export const ExcludedMember = z.object({
  member_no: z.int().describe('the number that stands for the member in the log; it says nothing about who it is'),
});
export type ExcludedMember = z.infer<typeof ExcludedMember>;

export const ExcludedMemberList = z.object({
  data: z.array(ExcludedMember).describe('by number'),
  next: z.int().nullable().describe('`after` of the next page; null: there is none'),
});
export type ExcludedMemberList = z.infer<typeof ExcludedMemberList>;
