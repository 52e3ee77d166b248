import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError, TITLES } from './problem-error.js';

/** Requests that never reach a route: their address or their headers cannot be read. Both handlers are given to Fastify. */
export const MALFORMED_REQUESTS = { frameworkErrors: refuseAddress, clientErrorHandler: refuseConnection };

const unreadable = (detail: string) => new ProblemError(400, 'unreadable_request', detail);

function refuseAddress(error: { statusCode?: number }, _request: FastifyRequest, reply: FastifyReply): void {
  const problem =
    error.statusCode === 414
      ? new ProblemError(404, 'not_found', 'There is nothing at this address: a part of it is too long for any.')
      : unreadable(
          'The address has a percent sign that does not begin an encoded character. Write %25 for a percent sign.',
        );
  void reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.toProblem()));
}

function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(responseTo(problemFrom(error.code)));
  socket.destroy(error);
}

function problemFrom(code: string | undefined): ProblemError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new ProblemError(
      408,
      'request_timeout',
      'The request did not arrive in time. Send it again, or in smaller pieces.',
    );
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new ProblemError(
      431,
      'headers_too_large',
      'Address and headers together may have 16 KiB. Send less of both.',
    );
  }
  return unreadable('This is not an HTTP/1.1 request that can be read.');
}

function responseTo(problem: ProblemError): string {
  const body = JSON.stringify(problem.toProblem());
  return [
    `HTTP/1.1 ${problem.status} ${TITLES[problem.status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
