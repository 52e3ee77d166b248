import { REST } from './kept-values.js';
import type { LogFacts, Segment } from './log-recorder.js';
import { intersectionOf, type MemberDays, onlyThose, unionOf, untilDay } from './member-days.js';

/** A filter as the audit asks it: of what events say, of what the member's earliest signup says, or of when that was. */
export type AuditFilter =
  | { readonly kind: 'event' | 'member'; readonly dimension: string; readonly values: readonly string[] }
  | { readonly kind: 'signed_up'; readonly period: string; readonly first: number; readonly last: number };

const escaped = (value: string): string => value.replaceAll(/[,\\]/g, '\\$&');

/** As a parameter of a question. */
export function filterText(filter: AuditFilter): string {
  if (filter.kind === 'signed_up') return `member.signed_up:${filter.period}`;
  const name = filter.kind === 'member' ? `member.${filter.dimension}` : filter.dimension;
  return `${name}:${filter.values.map(escaped).join(',')}`;
}

const each = (segment: Segment, change: (one: MemberDays, measure: keyof Segment) => MemberDays): Segment => ({
  activity: change(segment.activity, 'activity'),
  signups: change(segment.signups, 'signups'),
  invites: change(segment.invites, 'invites'),
});

export const segmentUntil = (segment: Segment, last: number): Segment => each(segment, (one) => untilDay(one, last));

export const unionOfSegments = (several: readonly Segment[]): Segment => ({
  activity: unionOf(several.map(({ activity }) => activity)),
  signups: unionOf(several.map(({ signups }) => signups)),
  invites: unionOf(several.map(({ invites }) => invites)),
});

/**
 * What is left of the log where every filter holds: on the same local day, of the same signup, of the same invitation.
 *
 * @param by the dimension that is broken down as well; of others nothing is kept
 */
export function restricted(facts: LogFacts, filters: readonly AuditFilter[], by?: string): LogFacts {
  const restrictions = filters.map((filter) => restrictionBy(facts, filter));
  const restrict = (segment: Segment): Segment =>
    restrictions.reduce((left, restriction) => restriction(left), segment);
  const broken = by === undefined ? undefined : facts.segments.get(by);
  const segments = [...(broken ?? [])].map(([name, segment]) => [name, restrict(segment)] as const);
  return {
    ...facts,
    everybody: restrict(facts.everybody),
    segments: new Map(by === undefined ? [] : [[by, new Map(segments)]]),
  };
}

function restrictionBy(facts: LogFacts, filter: AuditFilter): (segment: Segment) => Segment {
  if (filter.kind === 'event') {
    const passing = valuesOf(facts, filter.dimension, filter.values);
    return (segment) => each(segment, (one, measure) => intersectionOf(one, passing[measure]));
  }
  const isIn = membersOf(facts, filter);
  return (segment) =>
    each(segment, (one, measure) =>
      onlyThose(one, (number) => isIn(measure === 'invites' ? facts.inviterOf(number) : number)),
    );
}

function valuesOf({ segments }: LogFacts, dimension: string, values: readonly string[]): Segment {
  const found = values.flatMap((value) => segments.get(dimension)?.get(value) ?? []);
  const [only] = found;
  return found.length === 1 && only ? only : unionOfSegments(found);
}

/** Who the earliest signup of a member says it is. Who never signed up is nobody's. */
function membersOf(facts: LogFacts, filter: Exclude<AuditFilter, { kind: 'event' }>): (member: number) => boolean {
  const { days, members } =
    filter.kind === 'member' ? valuesOf(facts, filter.dimension, filter.values).signups : facts.everybody.signups;
  const isIn = new Uint8Array(facts.members);
  days.forEach((day, i) => {
    if (filter.kind === 'signed_up' && (day < filter.first || day > filter.last)) return;
    for (const member of members[i] ?? []) isIn[member] = 1;
  });
  return (member) => isIn[member] === 1;
}

/** The values of a dimension that a filter can name, those that most is known of first. */
export function largestValues({ segments }: LogFacts, dimension: string): string[] {
  const sizeOf = ({ activity, signups, invites }: Segment): number =>
    [activity, signups, invites].flatMap(({ members }) => members).reduce((sum, { length }) => sum + length, 0);
  return [...(segments.get(dimension) ?? [])]
    .filter(([name]) => name !== REST)
    .map(([name, segment]) => ({ name, size: sizeOf(segment) }))
    .sort((a, b) => b.size - a.size)
    .map(({ name }) => name);
}
