import { wholeNumber } from './query-parameters.js';

/** How many of something an answer may have, as text of a query. */
export const pageSize = wholeNumber(1, 1000);
