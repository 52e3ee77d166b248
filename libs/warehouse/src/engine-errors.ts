import type { ClickHouseError } from '@clickhouse/client';

/** The warehouse cannot be asked. Whoever wanted a number gets told so, never an empty answer. */
export class WarehouseUnavailableError extends Error {
  override readonly name = 'WarehouseUnavailableError';
}

/** What a question had too little of: time, memory, or room beside others. */
export type Shortage = 'time' | 'memory' | 'room';

/** A question was stopped that takes more time or memory than one may have, or that came while too many were asked. */
export class WarehouseOverloadedError extends Error {
  override readonly name = 'WarehouseOverloadedError';

  constructor(
    readonly shortage: Shortage,
    readonly question: string,
  ) {
    super(`The question ${question} was stopped for want of ${shortage}.`);
  }
}

/** The engine refused a question. Its own words repeat the question with all values in it, which belong into no log. */
class QuestionRefusedError extends Error {
  override readonly name = 'QuestionRefusedError';

  constructor(question: string, { code, type }: { readonly code?: string; readonly type?: string }) {
    super(
      `The warehouse refused the question ${question} with error ${code}${type === undefined ? '' : ` (${type})`}.`,
    );
  }
}

/** What a caller is told of an error of the engine. @param question its name */
export function errorOf(question: string, error: unknown): Error {
  if (error instanceof WarehouseUnavailableError || error instanceof WarehouseOverloadedError) return error;
  if (isUnreachable(error)) return new WarehouseUnavailableError('The warehouse does not answer.', { cause: error });
  const refusal = error as ClickHouseError;
  const shortage = shortageOf(refusal);
  return shortage ? new WarehouseOverloadedError(shortage, question) : new QuestionRefusedError(question, refusal);
}

/** ClickHouse's error codes for a question that is too large, or comes while too many are answered. */
const SHORTAGES: Readonly<Record<string, Shortage>> = { 159: 'time', 160: 'time', 202: 'room', 241: 'memory' };

function shortageOf({ code, message }: ClickHouseError): Shortage | undefined {
  // Memory that the engine as a whole has no more of: others have it, and the question may be small.
  if (code === '241' && /\(total\)/i.test(message)) return 'room';
  return SHORTAGES[code];
}

/** ClickHouse's error codes for rows that it cannot read or convert: the rows are at fault, not the engine. */
const DATA_ERRORS = new Set(
  [6, 25, 26, 27, 33, 38, 41, 53, 69, 70, 72, 117, 130, 131, 167, 190, 321, 349, 407, 441, 467, 691].map(String),
);

/** Whether the warehouse refused what it was given, so that giving it the same again cannot help. */
export function isDataError(error: unknown): boolean {
  return isClickHouseError(error) && DATA_ERRORS.has(error.code);
}

/** Whether the engine could not be asked at all, as opposed to having refused the question. */
export function isUnreachable(error: unknown): boolean {
  return !isClickHouseError(error);
}

/**
 * By its looks: the errors of the embedded engine are made by chdb's own copy of the class, so that instanceof says no. Their
 * codes are ClickHouse's numbers as text; those of the network are words.
 */
function isClickHouseError(error: unknown): error is ClickHouseError {
  return error instanceof Error && /^\d+$/.test(String((error as Partial<ClickHouseError>).code));
}
