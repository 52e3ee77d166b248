import { labelOf, type Period, type Span } from './calendar.js';
import { covers, type DataRange } from './data-range.js';

/** What is read from the warehouse; every other figure is computed from these. Those of one comment are of one reading. */
export const BASE_COUNTS = [
  'active_members',
  'signups',
  'new_members',
  'retained_members',
  'resurrected_members',
  'churned_members',
  'invites',
  // Signups by where they came from: each in one of these.
  'organic_signups',
  'invited_signups',
  'other_signups',
  'unsourced_signups',
  // All signups, those that sent a message in time, and percentiles of the seconds until then, which mean nothing where none did.
  'followed_signups',
  'activated_1d',
  'activated_7d',
  'activated_28d',
  'first_message_p50',
  'first_message_p90',
] as const;
export type BaseCount = (typeof BASE_COUNTS)[number];

/** Numbers by the label of their period: its first day, for windows their last. */
export type Counts = ReadonlyMap<string, number>;

/** Counts wanted of consecutive periods. All of `counts` come from one reading of the sets. */
export interface CountRequest {
  readonly counts: readonly BaseCount[];
  readonly span: Span;
  /** In order, without gaps. The last may be cut short of its calendar end, which is then what is counted. */
  readonly periods: readonly Period[];
}

export type CountAnswer = ReadonlyMap<BaseCount, Counts>;

const keyOf = (count: BaseCount, span: Span, label: string): string => `${count} ${JSON.stringify(span)} ${label}`;

/** Where formulas read counts. */
export interface CountSource {
  /** @returns null where the workspace has no data for the period */
  of(count: BaseCount, period: Period, span: Span): number | null;
}

/** Counts that have been fetched, by what they are and the period that they are of. */
export class CountTable implements CountSource {
  private readonly values = new Map<string, number>();
  private readonly sealed = new Set<string>();

  constructor(private readonly range: DataRange | undefined) {}

  add({ counts, span, periods }: CountRequest, answer: CountAnswer): void {
    for (const count of counts) {
      const found = answer.get(count);
      for (const period of periods) {
        const label = labelOf(period, span);
        this.values.set(keyOf(count, span, label), found?.get(label) ?? 0);
      }
    }
  }

  /** Adds a number that is stored as final. */
  addSealed(count: BaseCount, period: Period, span: Span, value: number): void {
    const key = keyOf(count, span, labelOf(period, span));
    this.values.set(key, value);
    this.sealed.add(key);
  }

  isSealed(count: BaseCount, period: Period, span: Span): boolean {
    return this.sealed.has(keyOf(count, span, labelOf(period, span)));
  }

  /**
   * @returns null where the workspace has no data for the period
   * @throws Error for a count that was not requested: a missing number must not pass for zero
   */
  of(count: BaseCount, period: Period, span: Span): number | null {
    if (!covers(this.range, period, span)) return null;
    const value = this.values.get(keyOf(count, span, labelOf(period, span)));
    if (value === undefined) throw new Error(`${count} of ${period.period} was not fetched.`);
    return value;
  }
}

/** Reads counts and remembers whether all of them were sealed: whatever is computed from such numbers alone is final too. */
export class SealWitness implements CountSource {
  private read = 0;
  private unsealed = 0;

  constructor(private readonly table: CountTable) {}

  of(count: BaseCount, period: Period, span: Span): number | null {
    this.read++;
    if (!this.table.isSealed(count, period, span)) this.unsealed++;
    return this.table.of(count, period, span);
  }

  /** Also false where nothing was read, and where something was read that is unknown: an unknown is never final. */
  get allSealed(): boolean {
    return this.read > 0 && this.unsealed === 0;
  }
}
