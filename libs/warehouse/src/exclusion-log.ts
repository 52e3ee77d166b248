import type { SegmentValue } from './queries/population.js';

/** A decision to exclude members and segments, or to include them again. */
export interface NewDecision {
  /** UUID. */
  readonly id: string;
  readonly workspace: number;
  /** From the one sequence of all decisions: the largest of a member or segment speaks. */
  readonly version: number;
  readonly excluded: boolean;
  readonly memberNumbers: readonly number[];
  readonly segments: readonly SegmentValue[];
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly decidedAt: number;
}

/** The part of Warehouse that the log needs. */
interface TextInserter {
  insertText(table: string, format: string, text: string): Promise<void>;
}

/** Writes decisions about exclusions. */
export class ExclusionLog {
  constructor(private readonly inserter: TextInserter) {}

  /** Stores a decision, whole or not at all; it is in force when this resolves. */
  async add(decision: NewDecision): Promise<void> {
    const common = {
      workspace: decision.workspace,
      version: decision.version,
      excluded: decision.excluded ? 1 : 0,
      decision: decision.id,
      reason: decision.reason,
      decided_at: new Date(decision.decidedAt).toISOString().slice(0, -1).replace('T', ' '),
    };
    const rows = [
      ...decision.memberNumbers.map((member_no) => ({ ...common, dimension: '', value: '', member_no })),
      ...decision.segments.map(({ dimension, value }) => ({ ...common, dimension, value, member_no: 0 })),
    ];
    await this.inserter.insertText('exclusions', 'JSONEachRow', rows.map((row) => JSON.stringify(row)).join('\n'));
  }
}
