/** A number as an answer has it; undefined: it has none at this place. */
export type Told = number | string | boolean | null | undefined;

export interface Difference {
  readonly endpoint: string;
  /** The parameters of the question. */
  readonly question: string;
  /** Which row: its period, and segment if it has one. */
  readonly place: string;
  readonly field: string;
  readonly told: Told;
  readonly recomputed: Told;
}

/** Quotients that are computed in another order may differ in the last bits of a double; counts may not differ at all. */
const ROUNDING = 1e-12;

function agree(told: Told, recomputed: Told): boolean {
  if (typeof told !== 'number' || typeof recomputed !== 'number') return told === recomputed;
  if (Number.isInteger(told) && Number.isInteger(recomputed)) return told === recomputed;
  return Math.abs(told - recomputed) <= ROUNDING * Math.max(1, Math.abs(told), Math.abs(recomputed));
}

/** How many numbers were compared, and which of them differ. */
export class Findings {
  readonly compared = new Map<string, number>();
  readonly differences: Difference[] = [];

  /** Compares a number, and counts it. */
  number(difference: Difference): void {
    this.compared.set(difference.endpoint, (this.compared.get(difference.endpoint) ?? 0) + 1);
    this.label(difference);
  }

  /** Compares what only says what a number is: the days of its period, whether that is over. */
  label(difference: Difference): void {
    if (!agree(difference.told, difference.recomputed)) this.differences.push(difference);
  }

  get total(): number {
    return [...this.compared.values()].reduce((sum, count) => sum + count, 0);
  }
}
