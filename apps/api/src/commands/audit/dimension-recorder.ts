import { type ExportedEvent, STANDARD_DIMENSIONS, UNKNOWN_VALUE } from '@grapevine/contracts';
import type { KeptValues } from './kept-values.js';
import { type MemberDays, MemberDaysRecorder, unionOf } from './member-days.js';

const NOBODY: MemberDays = { days: [], members: [] };

/** What is recorded with the values of a dimension: members who were active, and invitations. */
type Recorded = 'activity' | 'invites';

/** The values of one dimension, numbered as they are met; those that are not kept are one. */
export class DimensionRecorder {
  private readonly names: string[] = [];
  private readonly codes = new Map<string, number>();
  private readonly recorders: Record<Recorded, MemberDaysRecorder[]> = { activity: [], invites: [] };

  /** @param apart values that have a number each, kept or not: whoever has them is excluded */
  constructor(
    readonly name: string,
    private readonly kept: KeptValues,
    private readonly apart: ReadonlySet<string>,
  ) {}

  codeOf({ properties, ...fields }: ExportedEvent): number {
    const standard = STANDARD_DIMENSIONS.find((one) => one === this.name);
    const value = (standard ? fields[standard] : properties[this.name]) || UNKNOWN_VALUE;
    const name = this.apart.has(value) ? value : this.kept.segmentOf(this.name, value);
    let code = this.codes.get(name);
    if (code === undefined) {
      code = this.names.push(name) - 1;
      this.codes.set(name, code);
    }
    return code;
  }

  find(value: string): number | undefined {
    return this.codes.get(value);
  }

  add(recorded: Recorded, code: number, day: number, number: number): void {
    const recorders = this.recorders[recorded];
    recorders[code] ??= new MemberDaysRecorder();
    recorders[code].add(day, number);
  }

  /** Everybody who was ever active with a value. */
  everybody(code: number): Iterable<number> {
    return this.recorders.activity[code]?.everybody() ?? [];
  }

  /** The codes of each segment. */
  segments(): ReadonlyMap<string, readonly number[]> {
    const segments = new Map<string, number[]>();
    for (const [code, name] of this.names.entries()) {
      const segment = this.kept.segmentOf(this.name, name);
      segments.set(segment, [...(segments.get(segment) ?? []), code]);
    }
    return segments;
  }

  finish(recorded: Recorded, codes: readonly number[], isOut: (number: number) => boolean): MemberDays {
    return together(codes.map((code) => this.recorders[recorded][code]?.finish(isOut) ?? NOBODY));
  }
}

/** Nearly always there is one only. */
export const together = (several: readonly MemberDays[]): MemberDays =>
  several.length === 1 ? (several[0] as MemberDays) : unionOf(several);
