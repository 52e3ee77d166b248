/** Excluded members who were first seen in a month, as their number and the sum of their hashes, modulo 2^64. */
export interface Arrivals {
  /** The month's first day. */
  readonly month: string;
  readonly members: number;
  readonly hash: string;
}

const MODULUS = 2n ** 64n;

/**
 * Says whom a number leaves out. Equal texts mean equal sets: decisions are only ever added, so that their number says which
 * they are; and of the members of excluded segments the text holds a hash, since they come and go with the events.
 */
export class ExclusionBasis {
  private readonly upTo: { readonly month: string; readonly text: string }[] = [];

  /** @param arrivals undefined where no segment is excluded */
  constructor(
    readonly decisions: number,
    arrivals: readonly Arrivals[] | undefined,
  ) {
    let [members, hash] = [0, 0n];
    if (arrivals) this.upTo.push({ month: '', text: ':0:0' });
    for (const one of arrivals ?? []) {
      members += one.members;
      hash = (hash + BigInt(one.hash)) % MODULUS;
      this.upTo.push({ month: one.month, text: `:${members}:${hash}` });
    }
  }

  /** The basis of a number of a period: whoever was first seen later than its end cannot have changed it. */
  of(periodEnd: string): string {
    return `${this.decisions}${this.upTo.findLast(({ month }) => month <= periodEnd)?.text ?? ''}`;
  }
}

/** How many decisions a basis counts. */
export const decisionsIn = (basis: string): number => Number(basis.split(':', 1)[0]);
