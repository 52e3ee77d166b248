import type { FastifyInstance } from 'fastify';
import type { AskingRequest } from './asked-question.js';

/**
 * Says with every answer to a question what it took. In headers, since they differ each time: an answer itself stays the same to the byte as
 * long as its numbers do, in every format.
 */
export function tellCosts(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async ({ asked }: AskingRequest, reply) => {
    if (asked) reply.headers(asked.answered());
  });
}
