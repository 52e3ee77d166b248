import type { ParameterError } from '@grapevine/contracts';
import { periodNamed } from '@grapevine/metrics';
import type { KeptValues, MemberCondition, SegmentFilter } from '@grapevine/warehouse';
import { parseFilter } from './filter.js';
import { notKeptErrors } from './kept-values.js';
import { dimensionErrors } from './periods.plan.js';

/** No dimension has this name: what begins with it is said of the member. */
const MEMBER = 'member.';
const SIGNED_UP = 'signed_up';
const PERIOD_FORMS = ['2013', '2013-Q4', '2013-10', '2013-W42', '2013-10-17'];

/** The filters of a request. */
export interface AskedFilters {
  /** On what events say: they restrict the activity. */
  readonly filters: readonly SegmentFilter[];
  /** On facts of the member, which its earliest signup says: they restrict who is asked about. */
  readonly among: readonly MemberCondition[];
  /** What is wrong with them, and what is allowed. */
  readonly errors: readonly ParameterError[];
}

/** The facts of members that filters may name. @param dimensions those of the workspace */
export const memberFacts = (dimensions: readonly string[]): string[] =>
  [SIGNED_UP, ...dimensions].map((name) => `${MEMBER}${name}`);

/**
 * Reads `platform:ios,android`, `member.source:invite` and `member.signed_up:2013-10`.
 *
 * @param dimensions those of the workspace
 * @param kept of dimensions with more values than are kept
 * @throws ProblemError 422 for a filter of another form
 */
export function readFilters(
  texts: readonly string[],
  dimensions: readonly string[],
  kept: KeptValues | undefined,
): AskedFilters {
  const asked = texts.map(parseFilter);
  const ofMembers = asked.filter(({ dimension }) => dimension.startsWith(MEMBER));
  const filters = asked.filter((filter) => !ofMembers.includes(filter));
  const among: MemberCondition[] = [];
  const errors = [...dimensionErrors(undefined, filters, dimensions), ...notKeptErrors(kept, filters)];
  for (const { dimension: name, values } of ofMembers) {
    const dimension = name.slice(MEMBER.length);
    if (dimension === SIGNED_UP) {
      const periods = values.map(periodNamed);
      const signedUpIn = periods.filter((period) => period !== undefined);
      const wrong = values.filter((_, i) => periods[i] === undefined);
      if (wrong.length === 0) among.push({ signedUpIn });
      else errors.push(noPeriod(wrong));
    } else if (dimensions.includes(dimension)) {
      among.push({ dimension, values });
      errors.push(...notKeptErrors(kept, [{ dimension, values }]));
    } else errors.push(noFact(name, dimensions));
  }
  return { filters, among, errors };
}

const noPeriod = (wrong: readonly string[]): ParameterError => ({
  parameter: 'filter',
  message: `${MEMBER}${SIGNED_UP} takes periods such as ${PERIOD_FORMS.join(', ')}: ${wrong.map((one) => `"${one}"`).join(', ')} is none`,
  allowed: [...PERIOD_FORMS],
});

function noFact(name: string, dimensions: readonly string[]): ParameterError {
  const allowed = memberFacts(dimensions);
  return { parameter: 'filter', message: `${name} is not a fact of members (${allowed.join(', ')})`, allowed };
}
