import type { CohortRow, RetentionAnswer } from '@grapevine/contracts';
import { filterWords } from './notes.js';
import { counted, share, whole } from './numbers.js';
import { daysWords, when } from './period-words.js';

type Meta = RetentionAnswer['meta'];

/** What became of the latest cohort whose first period after its own is over, and of the earliest one by its last. */
export function retentionHeadline({ data, meta }: RetentionAnswer, workspace: string): string {
  const title = `Retention of ${workspace}${filterWords({ ...meta, window: 'calendar' })}`;
  const latest = data.findLast(({ size, retained }) => size !== null && size > 0 && retained[1] != null);
  if (!latest) return `${title}: ${withoutSuccessor(data, meta)}.`;
  const [earliest] = data;
  const parts = [`${title}: of ${cohortWords(latest, meta)}, ${retainedWords(latest, 1, meta)}.`];
  const last = earliest?.retained.findLastIndex((members) => members !== null) ?? 0;
  if (earliest && earliest !== latest && last > 1 && (earliest.size ?? 0) > 0) {
    parts.push(`Of ${cohortWords(earliest, meta)}, ${retainedWords(earliest, last, meta)}.`);
  }
  return parts.join(' ');
}

const VERBS = { first_active: 'first active', signed_up: 'signed up' } as const;

const cohortWords = ({ size, ...cohort }: CohortRow, meta: Meta): string =>
  `${counted(size ?? 0, 'member')} ${VERBS[meta.cohort]} ${when(cohort, meta)}`;

function retainedWords({ size, retained }: CohortRow, offset: number, { grain, mode }: Meta): string {
  const members = retained[offset] ?? 0;
  const part = share(members / (size ?? 1));
  const later = `${counted(offset, grain)} later${mode === 'on' ? '' : ' or after that'}`;
  return `${whole(members)} (${part}) ${members === 1 ? 'was' : 'were'} active ${later}`;
}

/** No cohort has a period after its own that is over. */
function withoutSuccessor(data: readonly CohortRow[], meta: Meta): string {
  const known = data.findLast(({ size }) => size !== null);
  const { start, end } = meta.range;
  if (!known) return start === null || end === null ? 'no data' : `no data of ${daysWords({ start, end })}`;
  const so = known.complete ? '' : ' so far';
  return `${cohortWords(known, meta)}${so}; what became of them is not known before the next ${meta.grain} is over`;
}
