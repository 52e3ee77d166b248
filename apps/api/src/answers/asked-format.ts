import { FORMATS, type Format, MEDIA_TYPES } from '@grapevine/contracts';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { ProblemError } from '../http/problem-error.js';

/**
 * In which format an answer is wanted: as the parameter `format` says, else as Accept does.
 *
 * @param unnamed what a client gets that would take any
 * @throws ProblemError 406 where Accept names nothing that there is, with what there is
 */
export function askedFormat({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>, unnamed: Format): Format {
  const { format } = query as { format?: unknown };
  // A format that does not exist is refused with the other parameters, by the schema of the query.
  if (format !== undefined) return FORMATS.find((known) => known === format) ?? unnamed;
  const inOrder = [unnamed, ...FORMATS.filter((known) => known !== unnamed)];
  const wanted = new Negotiator({ headers }).mediaType(inOrder.map((known) => MEDIA_TYPES[known]));
  const found = inOrder.find((known) => MEDIA_TYPES[known] === wanted);
  if (found) return found;
  const allowed = FORMATS.map((known) => MEDIA_TYPES[known]);
  throw new ProblemError(
    406,
    'not_acceptable',
    `Accept names nothing that this address can answer. Use one of ${allowed.join(', ')}, or the parameter format with one of ${FORMATS.join(', ')}.`,
    { errors: [{ parameter: 'accept', message: `must be one of ${allowed.join(', ')}`, allowed }] },
  );
}
