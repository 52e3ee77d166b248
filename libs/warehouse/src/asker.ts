/** What statements cost: how many there were, how long they took, and how much the engine read for them. */
export interface QuestionCost {
  statements: number;
  milliseconds: number;
  rows: number;
  bytes: number;
}

export const noCost = (): QuestionCost => ({ statements: 0, milliseconds: 0, rows: 0, bytes: 0 });

/** On whose behalf the warehouse is asked. */
export interface Asker {
  /** The question that a client has asked, such as `growth`. */
  readonly question: string;
  /** Aborted: nobody waits for an answer any more. What is running is stopped, and fails with the signal's reason. */
  readonly signal: AbortSignal;
  /** Grows with each statement. */
  readonly cost: QuestionCost;
}

/**
 * What marks a statement in the engine, as `log_comment` and as a comment before it: by it an operator sees who asks, and it is found when
 * it is to be stopped. It holds names of ours and numbers, never a value that somebody sent.
 *
 * @param id of this one run
 */
export function tagOf(name: string, workspace: unknown, question: string | undefined, id: string): string {
  const whose = typeof workspace === 'number' ? ` workspace=${workspace}` : '';
  return `grapevine: ${name}${whose} question=${question ?? 'none'} id=${id}`;
}
