import { z } from 'zod';
import { storableText } from './event-fields.js';
import { formatParameter } from './formats.js';
import { longPage, nextAfter, pageAfter } from './page-size.js';
import { LocalDate } from './period.js';

/** A note on a day: what happened then, beside what the numbers say. */
export const Annotation = z.object({
  id: z.uuid(),
  date: LocalDate.describe('a local day of the workspace'),
  text: z.string(),
  author: z
    .string()
    .nullable()
    .describe('the email of the person who wrote it; null: written with a key or after a link'),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Annotation = z.infer<typeof Annotation>;

export const AnnotationList = z.object({ data: z.array(Annotation).describe('by date'), next: nextAfter });
export type AnnotationList = z.infer<typeof AnnotationList>;

export const AnnotationsQuery = z.strictObject({
  from: LocalDate.describe('The first day').optional(),
  to: LocalDate.describe('The last day, included').optional(),
  limit: longPage,
  after: pageAfter,
  format: formatParameter,
});
export type AnnotationsQuery = z.infer<typeof AnnotationsQuery>;

export const NewAnnotation = z.strictObject({ date: LocalDate, text: storableText(280) });
export type NewAnnotation = z.infer<typeof NewAnnotation>;

export const AnnotationChange = NewAnnotation.partial().describe('What is left out stays as it is');
export type AnnotationChange = z.infer<typeof AnnotationChange>;
