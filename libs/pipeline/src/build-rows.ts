import { STANDARD_DIMENSIONS } from '@grapevine/contracts';
import type { LocalDays } from './local-days.js';
import type { QueuedEvent } from './queued-event.js';

/** What of a workspace's settings decides how its events are folded. */
export interface FoldingRules {
  readonly workspaceId: number;
  readonly revision: number;
  readonly activityTypes: ReadonlySet<string>;
  readonly dimensions: readonly string[];
}

/** One row for the warehouse's table `incoming`. */
export interface IncomingRow {
  readonly revision: number;
  readonly workspace: number;
  readonly day: string;
  readonly member_no: number;
  readonly inviter_no: number;
  readonly active: boolean;
  /** Bit i: fold STANDARD_DIMENSIONS[i]. */
  readonly folded_standard: number;
  readonly event: QueuedEvent;
}

/** Every member that a batch names, each once, as the registry knows them. */
export function memberHashes(events: readonly QueuedEvent[]): string[] {
  const hashes = new Set<string>();
  for (const event of events) {
    if (event.member_hash !== '') hashes.add(event.member_hash);
    if (event.inviter_hash !== '') hashes.add(event.inviter_hash);
  }
  return [...hashes];
}

/**
 * Puts each event on its local day and gives its members their numbers.
 *
 * @param numbers member hash to member number, for every hash that memberHashes() listed
 * @throws Error when a number is missing: storing the event without its member would lose it silently
 */
export function buildRows(
  events: readonly QueuedEvent[],
  numbers: ReadonlyMap<string, number>,
  rules: FoldingRules,
  days: LocalDays,
): IncomingRow[] {
  const numberOf = (hash: string): number => {
    if (hash === '') return 0;
    const number = numbers.get(hash);
    if (number === undefined) throw new Error('The registry gave no number for a member of this batch.');
    return number;
  };
  const own = ownDimensions(rules.dimensions);
  const folded = foldedStandard(rules.dimensions);
  return events.map((event) => ({
    revision: rules.revision,
    workspace: rules.workspaceId,
    day: days.dayOf(event.occurred_at),
    member_no: numberOf(event.member_hash),
    inviter_no: numberOf(event.inviter_hash),
    active: rules.activityTypes.has(event.type),
    folded_standard: folded,
    event:
      own.length === 0 && isEmpty(event.properties)
        ? event
        : { ...event, properties: withEveryDimension(event.properties, own) },
  }));
}

/** The dimensions that are not among the standard ones: keys of `properties`. */
export function ownDimensions(dimensions: readonly string[]): string[] {
  return dimensions.filter((name) => !(STANDARD_DIMENSIONS as readonly string[]).includes(name));
}

/** @returns bit i: STANDARD_DIMENSIONS[i] is declared */
export function foldedStandard(dimensions: readonly string[]): number {
  return STANDARD_DIMENSIONS.reduce((bits, name, i) => (dimensions.includes(name) ? bits | (1 << i) : bits), 0);
}

/**
 * Every declared dimension has an entry, '' where the event gave none: the fold counts those as unknown. Others have none: during
 * a rebuild an event carries the dimensions of both revisions.
 */
function withEveryDimension(given: Readonly<Record<string, string>>, own: readonly string[]): Record<string, string> {
  return Object.fromEntries(own.map((name) => [name, given[name] ?? '']));
}

function isEmpty(properties: Readonly<Record<string, string>>): boolean {
  for (const _ in properties) return false;
  return true;
}
