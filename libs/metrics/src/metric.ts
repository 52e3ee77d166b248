import type { Grain, Window } from '@grapevine/contracts';

/** How a metric comes to its numbers. Query code has one way for each kind, and none for single metrics. */
export type Computation =
  | { readonly kind: 'member_set'; readonly fact: 'active' }
  | { readonly kind: 'earliest_signup' };

/** A definition in the registry of metrics. */
export interface Metric {
  readonly id: string;
  /** Raised whenever the same events would give another number. */
  readonly version: number;
  readonly name: string;
  readonly text: string;
  readonly unit: string;
  readonly grains: readonly Grain[];
  readonly windows: readonly Window[];
  /** What a period without a member gives, while the workspace has data. */
  readonly emptyPeriod: 0 | null;
  /** Where the formula comes from. */
  readonly source: string;
  readonly computation: Computation;
}
