const NOTHING = -0x80000000;

/** A number beside each member, for one computation at a time: forgotten afterwards at the cost of those who were in it. */
export class MemberNotes {
  private readonly notes: Int32Array;
  private readonly noted: number[] = [];

  /** @param members one more than the largest member number */
  constructor(members: number) {
    this.notes = new Int32Array(members).fill(NOTHING);
  }

  /** @returns undefined where nothing was noted */
  of(member: number): number | undefined {
    const note = this.notes[member] as number;
    return note === NOTHING ? undefined : note;
  }

  note(member: number, value: number): void {
    if (this.notes[member] === NOTHING) this.noted.push(member);
    this.notes[member] = value;
  }

  /** Everybody with a note. */
  get members(): readonly number[] {
    return this.noted;
  }

  forget(): void {
    for (const member of this.noted) this.notes[member] = NOTHING;
    this.noted.length = 0;
  }
}
