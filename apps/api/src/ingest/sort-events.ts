import type { RejectedEvent } from '@grapevine/contracts';
import type { RejectedExample } from '@grapevine/database';
import { maskEvent, type Pseudonymiser, type Rejection, toQueueRow, validateEvent } from '@grapevine/pipeline';
import { decodeEvents } from './decode-events.js';

/** Events as a request brings them. */
export interface EventBody {
  readonly bytes: Buffer;
  readonly format: 'json' | 'ndjson';
}

/** What of a workspace, and of the moment, decides what becomes of its events. */
export interface SortingRules {
  readonly workspaceId: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How old an event may be; undefined for any age. */
  readonly maxAgeMs: number | undefined;
  /** Dimensions whose values are kept. */
  readonly declared: readonly string[];
}

export interface SortedEvents {
  /** JSON texts of queue rows, with commas between. */
  readonly text: string;
  readonly accepted: number;
  readonly rejected: readonly RejectedEvent[];
  /** Of each kind of fault the first event, masked. */
  readonly examples: readonly RejectedExample[];
}

/**
 * Validates the events of a body, hides identities, and makes queue rows of those that pass: one at a time, so that of ten megabytes
 * only one is unfolded.
 *
 * @throws ProblemError 400 where the body is not JSON at all, 413 where it has too many events
 */
export function sortEvents(body: EventBody, rules: SortingRules, pseudonymiser: Pseudonymiser): SortedEvents {
  const declared = new Set(rules.declared);
  const rows: string[] = [];
  const rejected: RejectedEvent[] = [];
  const examples = new Map<string, RejectedExample>();
  let index = 0;
  for (const decoded of decodeEvents(body.bytes, body.format)) {
    const outcome = decoded.kind === 'ok' ? validateEvent(decoded.value, rules.now, rules.maxAgeMs) : decoded;
    if (outcome.kind === 'ok') {
      const queued = pseudonymiser.pseudonymise(outcome.value, rules.workspaceId, declared);
      rows.push(JSON.stringify(toQueueRow(queued)));
    } else if (outcome.kind === 'rejected') {
      const value = decoded.kind === 'ok' ? decoded.value : undefined;
      const kind = kindOf(outcome);
      if (!examples.has(kind)) examples.set(kind, exampleOf(outcome, value, rules.now));
      rejected.push(told(index, value, outcome));
    }
    index++;
  }
  return { text: rows.join(','), accepted: rows.length, rejected, examples: [...examples.values()] };
}

/** Behind a dot stands the name of a property, which the sender chose: it is nothing to keep. */
const fieldOf = ({ field }: Rejection): string | null => field?.split('.', 1)[0] ?? null;

const kindOf = (rejection: Rejection): string => `${rejection.code} ${fieldOf(rejection)}`;

function exampleOf(rejection: Rejection, event: unknown, receivedAt: number): RejectedExample {
  const { code, field: path, message } = rejection;
  const field = fieldOf(rejection);
  const told = path === undefined || field === null ? message : message.replaceAll(path, field);
  return { code, field, message: told, event: maskEvent(event), receivedAt };
}

function told(index: number, event: unknown, { code, field, message }: Rejection): RejectedEvent {
  const id = idOf(event);
  return {
    index,
    ...(id === undefined ? {} : { id }),
    ...(field === undefined ? {} : { field }),
    code,
    message,
  };
}

/** The sender's own id, to find the event again, where it is fit to be repeated. */
function idOf(event: unknown): string | undefined {
  const id = typeof event === 'object' && event !== null ? (event as { id?: unknown }).id : undefined;
  return typeof id === 'string' && id.length <= 128 && id.isWellFormed() && !id.includes('\0') ? id : undefined;
}
