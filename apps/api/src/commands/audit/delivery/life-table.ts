import { DELIVERY_DIMENSIONS } from '@grapevine/contracts';
import { numbers, wholeNumbers } from './columns.js';
import type { Life } from './lives.js';

/** What a life either is or is not, as bits of one number. */
const BITS = { counts: 1, unseen: 2, delivered: 4, read: 8, failed: 16 } as const;
type Bit = keyof typeof BITS;
const NAMES = Object.keys(BITS) as Bit[];

/** Deliveries, in columns: some 60 bytes each. Read number by number, since every question goes through all of them. */
export class LifeTable {
  private readonly days = wholeNumbers();
  private readonly bits = wholeNumbers();
  private readonly lates = wholeNumbers();
  private readonly toDelivered = numbers();
  private readonly toRead = numbers();
  private readonly facts = DELIVERY_DIMENSIONS.map(wholeNumbers);

  get length(): number {
    return this.days.length;
  }

  add(life: Omit<Life, 'senders'>): void {
    this.days.push(life.day);
    this.bits.push(NAMES.reduce((sum, name) => (life[name] ? sum + BITS[name] : sum), 0));
    this.lates.push(life.late);
    this.toDelivered.push(life.toDelivered);
    this.toRead.push(life.toRead);
    this.facts.forEach((column, place) => {
      column.push(life.facts[place] as number);
    });
  }

  is(row: number, what: Bit): boolean {
    return (this.bits.at(row) & BITS[what]) !== 0;
  }

  dayOf(row: number): number {
    return this.days.at(row);
  }

  lateOf(row: number): number {
    return this.lates.at(row);
  }

  /** Milliseconds; NaN where not both statuses were reported. */
  waitOf(row: number, leg: 'toDelivered' | 'toRead'): number {
    return this[leg].at(row);
  }

  /** The code of the value of a fact. */
  factOf(row: number, place: number): number {
    return (this.facts[place] as (typeof this.facts)[number]).at(row);
  }
}
