import { isRefused } from '../app/controls/trouble.js';
import type { Words } from '../app/words/en.js';

/** What stands in the place of a page's sentence when its question failed. */
export const unreadWords = (error: Error | null, { headline }: Words): string =>
  isRefused(error) ? headline.refused : headline.unread;
