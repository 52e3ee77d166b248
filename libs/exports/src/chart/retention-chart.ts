import type { CohortRow, RetentionAnswer } from '@grapevine/contracts';
import { filterWords } from '../headline/notes.js';
import { whole } from '../headline/numbers.js';
import { periodWords } from '../headline/period-words.js';
import type { Drawn } from './chart.js';
import { newest } from './places.js';

const MOST_COHORTS = 14;
const MOST_OFFSETS = 13;

/** A row for each of the newest cohorts, with the share that was active so many periods later. */
export function retentionChart({ data, meta }: RetentionAnswer, workspace: string): Drawn {
  const { kept, notes } = newest(data, MOST_COHORTS, 'cohort');
  const longest = Math.max(0, ...kept.map(({ retained }) => retained.findLastIndex((members) => members !== null) + 1));
  const offsets = Math.min(longest, MOST_OFFSETS);
  if (longest > offsets) notes.push(`The first ${offsets - 1} ${meta.grain}s; the file has all of them.`);
  notes.push(
    `Of the members ${meta.cohort === 'first_active' ? 'first active' : 'signed up'} in a ${meta.grain}, those active so many ${meta.grain}s later${meta.mode === 'on' ? '' : ' or after that'}.`,
  );
  return {
    ...{ title: `Retention of ${workspace}${filterWords({ ...meta, window: 'calendar' })}`, periods: kept },
    plot: {
      kind: 'heat',
      rows: kept.map((cohort) => ({
        name: `${cohortName(cohort, meta)} · ${cohort.size === null ? 'no data' : whole(cohort.size)}`,
        shares: sharesOf(cohort, offsets),
      })),
      columns: Array.from({ length: offsets }, (_, offset) => String(offset)),
      counts: `${meta.grain}s later`,
    },
    notes,
  };
}

const cohortName = (cohort: CohortRow, { grain }: RetentionAnswer['meta']): string =>
  grain === 'week' ? cohort.cohort : periodWords(cohort, { grain });

const sharesOf = ({ size, retained }: CohortRow, offsets: number): (number | null)[] =>
  retained.slice(0, offsets).map((members) => (members === null || !size ? null : members / size));
