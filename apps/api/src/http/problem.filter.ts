import type { Config } from '@grapevine/config';
import type { Logger } from '@grapevine/observability';
import { QueueUnavailableError } from '@grapevine/queue';
import { type Shortage, WarehouseOverloadedError, WarehouseUnavailableError } from '@grapevine/warehouse';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CONFIG, LOGGER } from '../engines/tokens.js';
import { ClientGoneError } from '../questions/asked-question.js';
import { ProblemError, unavailable } from './problem-error.js';

/** PostgreSQL and the network, as node-postgres reports them while the database is away. */
const CONNECTION_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
  '53300',
]);

/** Turns whatever was thrown into application/problem+json; what nobody foresaw is logged and told as little as possible. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent || error instanceof ClientGoneError) return;
    const problem = this.problemFrom(error);
    reply
      .status(problem.status)
      .headers({ ...problem.extra.headers })
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem.toProblem()));
  }

  private problemFrom(error: unknown): ProblemError {
    if (error instanceof ProblemError) return error;
    if (error instanceof WarehouseUnavailableError) {
      return unavailable(
        'warehouse_unavailable',
        'The warehouse does not answer; no number is lost. Try again shortly.',
        5,
      );
    }
    if (error instanceof WarehouseOverloadedError) {
      this.logger.warn({ error: error.message }, 'A question was stopped.');
      return this.stopped(error.shortage);
    }
    if (error instanceof QueueUnavailableError) {
      this.logger.warn({ error: error.message }, 'A request needed the queue.');
      return unavailable('queue_unavailable', 'The queue does not answer; no event is lost. Try again shortly.', 5);
    }
    if (error instanceof HttpException && error.getStatus() === 404) {
      return new ProblemError(404, 'not_found', 'There is nothing at this address. The API begins at /v1.');
    }
    if (isFastifyError(error)) return fromFastify(error);
    // Nest makes these of what Fastify says about a request that it cannot take.
    if (error instanceof HttpException && error.getStatus() < 500) return fromStatus(error.getStatus());
    if (isConnectionError(error)) {
      return unavailable('database_unavailable', 'The database does not answer. Try again shortly.', 5);
    }
    this.logger.error(
      { error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      'A request failed.',
    );
    return new ProblemError(500, 'internal_error', 'Something went wrong on the server; its log says what. Try again.');
  }

  private stopped(shortage: Shortage): ProblemError {
    if (shortage === 'room') {
      return unavailable(
        'warehouse_busy',
        'The warehouse is busy with other questions, and this one got no room beside them in time. Try again shortly.',
        10,
      );
    }
    const { questionSeconds, questionMemoryMiB } = this.config;
    const limit = shortage === 'time' ? `${questionSeconds} seconds` : `${questionMemoryMiB} MiB of memory`;
    // Asked again as it is, it would only be stopped again.
    return new ProblemError(
      422,
      `question_over_${shortage}_limit`,
      `This question was stopped, since it takes more than the ${limit} that one may take here. Ask for a shorter range (from, to), a coarser ` +
        'grain, fewer segments (limit) or fewer filters, or have whoever runs the server raise the limit.',
    );
  }
}

interface FastifyFault {
  readonly code: string;
  readonly statusCode: number;
}

const isFastifyError = (error: unknown): error is FastifyFault =>
  error instanceof Error &&
  String((error as Partial<FastifyFault>).code).startsWith('FST_') &&
  typeof (error as Partial<FastifyFault>).statusCode === 'number';

function fromFastify({ code, statusCode }: FastifyFault): ProblemError {
  if (statusCode === 413 || statusCode === 415) return fromStatus(statusCode);
  const name = code.toLowerCase().replace(/^fst_err_/, '');
  return new ProblemError(400, 'unreadable_request', `The request cannot be read (${name}).`);
}

function fromStatus(status: number): ProblemError {
  if (status === 413) return new ProblemError(413, 'body_too_large', 'The body is larger than this address takes.');
  if (status === 415) {
    const detail = 'Content-Type does not say what the body is. Send JSON as application/json.';
    return new ProblemError(415, 'unsupported_media_type', detail);
  }
  return new ProblemError(400, 'unreadable_request', 'The request cannot be read.');
}

/** TypeORM wraps the driver's error; AggregateError is Node's for a name with several addresses. */
function isConnectionError(error: unknown): boolean {
  const { code, driverError, message } = error as { code?: string; driverError?: { code?: string }; message?: string };
  return (
    CONNECTION_ERRORS.has(code ?? '') ||
    CONNECTION_ERRORS.has(driverError?.code ?? '') ||
    /Connection terminated|connection timeout|timeout exceeded when trying to connect/i.test(message ?? '')
  );
}
