import type { ParameterError, Problem } from '@grapevine/contracts';

/** Titles of the statuses that are used, as RFC 9110 and 6585 name them. */
export const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

interface ProblemExtra {
  readonly errors?: ParameterError[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly known?: Problem['known'];
}

/** An answer other than success. `detail` is one sentence or two: what happened, and what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly extra: ProblemExtra = {},
  ) {
    super(detail);
  }

  toProblem(): Problem {
    return {
      type: `urn:grapevine:problem:${this.code}`,
      title: TITLES[this.status] ?? 'Error',
      status: this.status,
      detail: this.message,
      code: this.code,
      ...(this.extra.errors ? { errors: this.extra.errors } : {}),
      ...(this.extra.known ? { known: this.extra.known } : {}),
    };
  }
}

/** 503 with a time to come back. @param seconds for Retry-After @param known what can be said all the same */
export function unavailable(code: string, detail: string, seconds: number, known?: Problem['known']): ProblemError {
  const headers = { 'retry-after': String(seconds) };
  return new ProblemError(503, code, detail, { headers, ...(known ? { known } : {}) });
}
