import { z } from 'zod';
import { wholeNumber } from './query-parameters.js';

const atMost1000 = wholeNumber(1, 1000);
const PAGE = 'How many at most; `next` of the answer leads to the rest.';

/** How many rows a page of a list may have, as text of a query. */
export const pageSize = atMost1000.default(100).describe(PAGE);

/** The same of lists that hardly ever need a second page. */
export const longPage = atMost1000.default(1000).describe(PAGE);

const place = z.uuid('must be the next of the page before').optional();

/** Where a page begins, in a list that begins with the oldest. */
export const pageAfter = place.describe('Only what comes after this id: `next` of the page before.');

/** Where a page begins, in a list that begins with the last. */
export const pageBefore = place.describe('Only what came before this id: `next` of the page before.');

/** What an answer says of the page that follows it. */
export const nextAfter = z.uuid().nullable().describe('`after` of the next page; null: there is none');
export const nextBefore = z.uuid().nullable().describe('`before` of the next page; null: there is none');

/** How many segments a breakdown shows by name, as text of a query. */
export const segmentLimit = atMost1000
  .default(10)
  .describe('Segments of a breakdown shown by name, the largest over the range; the rest is (other), an exact union.');
