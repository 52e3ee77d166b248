import type { RouteDescription } from '../description.js';
import { CORRECTIONS } from './corrections.js';
import { EXPORTS } from './exports.js';
import { OPERATIONS } from './operations.js';
import { READING } from './reading.js';
import { SENDING } from './sending.js';
import { SESSIONS } from './sessions.js';
import { WORKSPACE } from './workspace.js';

/** What the document says of each route. */
export const DESCRIPTIONS: Readonly<Record<string, RouteDescription>> = {
  ...SENDING,
  ...READING,
  ...EXPORTS,
  ...CORRECTIONS,
  ...WORKSPACE,
  ...SESSIONS,
  ...OPERATIONS,
};

/** Routes that answer pages for people; no program asks them. */
export const PAGES: readonly string[] = ['GET /docs', 'GET /*'];
