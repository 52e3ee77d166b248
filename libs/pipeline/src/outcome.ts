import type { RejectCode } from '@grapevine/contracts';

/** Why an acknowledged event could not be stored. Closed: a new reason is a change of this line. */
export const DEAD_LETTER_REASONS = ['malformed', 'refused_by_warehouse'] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** What a step of the pipeline says about one event. Steps only say it; whoever runs them acts on it. */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'rejected'; readonly code: RejectCode; readonly field?: string; readonly message: string }
  | { readonly kind: 'dead_letter'; readonly reason: DeadLetterReason; readonly detail: string };

export type Rejection = Extract<Outcome<never>, { kind: 'rejected' }>;
