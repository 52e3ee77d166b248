import type { ParameterError } from '@grapevine/contracts';
import { z } from 'zod';
import { ProblemError } from './problem-error.js';

/**
 * Reads the parameters of a request by their schema.
 *
 * @param what names the thing in the message, "The query" or "The body"
 * @throws ProblemError 422 that lists every parameter that is wrong, and what is allowed
 */
export function parse<S extends z.ZodType>(schema: S, value: unknown, what: string): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const wrong = parsed.error.issues.flatMap((issue) => errorsOf(issue, known));
  throw invalid(what, what === THE_QUERY ? wrong.map(ofParameter) : wrong);
}

const THE_QUERY = 'The query';

/** @throws ProblemError 422 where the range ends before it begins */
export function refuseReversed({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw invalid(THE_QUERY, [{ parameter: 'from', message: `${from} lies after ${to}, the end of the range` }]);
}

/** One of several values of a parameter is wrong: `type.0` is `type`. */
const ofParameter = (error: ParameterError): ParameterError => ({
  ...error,
  parameter: error.parameter.replace(/\.\d+$/, ''),
});

/** @throws nothing: gives the 422 itself, for checks that a schema cannot make */
export function invalid(what: string, errors: ParameterError[]): ProblemError {
  const detail = errors.map((error) => `${error.parameter}: ${error.message}`).join('; ');
  return new ProblemError(422, 'invalid_parameter', `${what} is not valid: ${detail}.`, { errors });
}

function errorsOf(issue: z.core.$ZodIssue, known: readonly string[]): ParameterError[] {
  const parameter = issue.path.map(String).join('.') || 'body';
  if (issue.code === 'unrecognized_keys') {
    // Of an object inside of another one only that one's schema knows.
    const allowed = issue.path.length === 0 && known.length > 0 ? [...known] : undefined;
    const message = `is not known here${allowed ? `: use ${allowed.join(', ')}` : ''}`;
    return issue.keys.map((key) => ({ parameter: key, message, ...(allowed ? { allowed } : {}) }));
  }
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    return [{ parameter, message: `must be one of ${allowed.join(', ')}`, allowed }];
  }
  return [{ parameter, message: issue.message }];
}
