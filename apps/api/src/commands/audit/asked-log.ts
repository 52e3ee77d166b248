import type { AnswerMeta } from '@grapevine/contracts';
import type { Breadth } from './breadth.js';
import type { Course } from './course.js';
import type { Findings } from './findings.js';
import type { KeptValues } from './kept-values.js';
import { dateOf, type LocalDayReader } from './local-days.js';
import type { LogFacts } from './log-recorder.js';
import type { Server } from './server.js';

const DAY_MS = 86_400_000;

/** What each comparison works with. */
export interface AuditContext {
  readonly server: Server;
  readonly facts: LogFacts;
  readonly findings: Findings;
  readonly localDays: LocalDayReader;
  readonly breadth: Breadth;
  readonly kept: KeptValues;
}

/**
 * The present and the reach of the data as an answer has them: the present is taken from it, since a day may have ended between two answers,
 * and the reach is compared with the log's.
 */
export function courseOfAnswer(
  { facts, findings, localDays }: AuditContext,
  asked: { readonly endpoint: string; readonly question: string },
  meta: AnswerMeta,
): Course {
  const { first, last } = facts.range ?? { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
  const date = (day: number): string | null => (Number.isFinite(day) ? dateOf(day) : null);
  const label = { ...asked, place: 'meta' };
  findings.label({ ...label, field: 'data_from', told: meta.data_from, recomputed: date(first) });
  findings.label({ ...label, field: 'data_through', told: meta.data_through, recomputed: date(last) });
  const dayAgo = (days: number): number => localDays.dayOf(Date.parse(meta.as_of) - days * DAY_MS);
  return { first, last, today: dayAgo(0), dayAgo };
}
