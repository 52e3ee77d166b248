import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { takenBy } from '../openapi/declared-routes.js';
import { parse } from './parse.js';

const NOTHING = z.strictObject({});

/** Refuses parameters where none are taken: whoever gives one would think that it had done something. Where some are, their schema does. */
@Injectable()
export class ParametersInterceptor implements NestInterceptor {
  /** @throws ProblemError 422 that names them */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, url, query } = context.switchToHttp().getRequest<FastifyRequest>();
    const reads = (method === 'GET' || method === 'HEAD') && url.startsWith('/v1/');
    const takesSome = takenBy(context.getClass(), context.getHandler().name).query;
    if (reads && !takesSome) parse(NOTHING, query, 'The query');
    return next.handle();
  }
}
