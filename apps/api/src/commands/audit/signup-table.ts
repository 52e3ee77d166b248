/** No member: also a day that nobody signs up on. */
const NEVER = -0x80000000;

/** An event that says that a member signed up. */
export interface SignupEvent {
  readonly member: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly day: number;
  /** 32 hexadecimal digits. */
  readonly eventKey: string;
  readonly contentHash: string;
  /** Codes of the values of the dimensions, in their order. */
  readonly values: readonly number[];
}

/** The first 12 digits, as a number: among events of one member at one instant they tell hashes apart and in order. */
const beginning = (hash: string): number => Number.parseInt(hash.slice(0, 12), 16);

/** The earliest signup of each member, in columns by member number. Of equal times the smallest event key, then content hash. */
export class SignupTable {
  private at = new Float64Array(0);
  private key = new Float64Array(0);
  private content = new Float64Array(0);
  private days = new Int32Array(0);
  private readonly values: Uint32Array[];

  constructor(dimensions: number) {
    this.values = Array.from({ length: dimensions }, () => new Uint32Array(0));
  }

  /** One more than the largest member number with a signup. */
  get size(): number {
    return this.days.length;
  }

  add({ member, at, day, eventKey, contentHash, values }: SignupEvent): void {
    if (member >= this.days.length) this.grow(Math.max(member + 1, this.days.length * 2));
    const key = beginning(eventKey);
    const content = beginning(contentHash);
    if (!this.isBefore(member, at, key, content)) return;
    this.at[member] = at;
    this.key[member] = key;
    this.content[member] = content;
    this.days[member] = day;
    values.forEach((value, i) => {
      (this.values[i] as Uint32Array)[member] = value;
    });
  }

  /** @returns undefined for a member who never signed up */
  dayOf(member: number): number | undefined {
    const day = this.days[member] ?? NEVER;
    return day === NEVER ? undefined : day;
  }

  /** Epoch milliseconds; undefined for a member who never signed up. */
  atOf(member: number): number | undefined {
    return this.dayOf(member) === undefined ? undefined : this.at[member];
  }

  /** @param dimension its position */
  valueOf(member: number, dimension: number): number | undefined {
    return this.values[dimension]?.[member];
  }

  private isBefore(member: number, at: number, key: number, content: number): boolean {
    if (this.days[member] === NEVER) return true;
    const known = this.at[member] as number;
    if (at !== known) return at < known;
    const knownKey = this.key[member] as number;
    return key === knownKey ? content < (this.content[member] as number) : key < knownKey;
  }

  private grow(size: number): void {
    const floats = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const larger = new Float64Array(size);
      larger.set(old);
      return larger;
    };
    [this.at, this.key, this.content] = [floats(this.at), floats(this.key), floats(this.content)];
    const days = new Int32Array(size).fill(NEVER);
    days.set(this.days);
    this.days = days;
    this.values.forEach((old, i) => {
      this.values[i] = new Uint32Array(size);
      this.values[i].set(old);
    });
  }
}
