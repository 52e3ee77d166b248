import { createHash } from 'node:crypto';
import type { Format } from '@grapevine/contracts';

/** Said of the moment, not of the numbers: two answers that differ in nothing else are the same. */
const OF_THE_MOMENT = ['as_of'] as const;
/** Moves with every new day of events, and says nothing more about numbers that are final. */
const OF_THE_LAST_EVENT = 'data_through';

interface Answered {
  readonly data: readonly object[];
  readonly meta?: object;
}

/**
 * Names what an answer says, as a weak entity tag: the numbers are always looked up or computed first, so that it never says of a
 * number that it has not changed when it has. Everything that an answer says of its numbers counts: definitions, their
 * versions, range and filters, whether they are sealed. What it says of the moment does not.
 */
export function entityTag(answer: Answered, format: Format): string {
  const { data, meta = {}, ...rest } = answer;
  const isFinal = data.length > 0 && data.every((row) => (row as { sealed?: boolean }).sealed === true);
  const left: readonly string[] = isFinal ? [...OF_THE_MOMENT, OF_THE_LAST_EVENT] : OF_THE_MOMENT;
  const lasting = Object.fromEntries(Object.entries(meta).filter(([name]) => !left.includes(name)));
  const hash = createHash('sha256').update(JSON.stringify([format, rest, lasting, data]));
  return `W/"${hash.digest('base64url').slice(0, 27)}"`;
}

/** Whether the client's copy, of which If-None-Match has the tag, is what the answer says. */
export function isKnown(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (one: string): string => one.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => opaque(one) === opaque(tag));
}
