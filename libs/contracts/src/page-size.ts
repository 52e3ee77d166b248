import { z } from 'zod';
import { wholeNumber } from './query-parameters.js';

const atMost1000 = wholeNumber(1, 1000);

/** How many rows a page of a list may have, as text of a query. */
export const pageSize = atMost1000.default(100).describe('How many at most; `next` of the answer leads to the rest.');

/** Where a page begins, in a list that begins with the oldest. */
export const pageAfter = z
  .uuid('must be the next of the page before')
  .optional()
  .describe('Only what comes after this id: `next` of the page before.');

/** How many segments a breakdown shows by name, as text of a query. */
export const segmentLimit = atMost1000
  .default(10)
  .describe('Segments of a breakdown shown by name, the largest over the range; the rest is (other), an exact union.');
