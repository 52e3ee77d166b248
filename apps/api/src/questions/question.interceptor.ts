import type { Config } from '@grapevine/config';
import { Warehouse } from '@grapevine/warehouse';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { CONFIG } from '../engines/tokens.js';
import { ProblemError } from '../http/problem-error.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { AskedQuestion, type AskingRequest } from './asked-question.js';
import { QUESTION } from './asks.js';
import { NoPlaceError, PlacesByKey } from './places.js';

/** Enough for a page that asks all of its questions at once, and for them to be answered one after the other. */
const WAITING = 32;
const PATIENCE_MS = 30_000;
const RETRY_SECONDS = 5;

/** Gives each question its place among those of its key, its time, and its name in the warehouse. */
@Injectable()
export class QuestionInterceptor implements NestInterceptor {
  private readonly places: PlacesByKey;

  constructor(
    private readonly reflector: Reflector,
    private readonly warehouse: Warehouse,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.places = new PlacesByKey({ inside: config.questionsPerKey, waiting: WAITING, patienceMs: PATIENCE_MS });
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const question = this.reflector.getAllAndOverride<string | undefined>(QUESTION, [
      context.getHandler(),
      context.getClass(),
    ]);
    return question === undefined ? next.handle() : from(this.answer(question, context, next));
  }

  private async answer(question: string, context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthorisedRequest & AskingRequest>();
    const asked = new AskedQuestion(question, http.getResponse<FastifyReply>().raw);
    request.asked = asked;
    try {
      return await this.places.pass(request.principal.id, asked.signal, () => {
        asked.limit(this.config.questionSeconds);
        return this.warehouse.onBehalfOf(asked, () => lastValueFrom(next.handle(), { defaultValue: undefined }));
      });
    } catch (error) {
      throw error instanceof NoPlaceError ? this.tooMany() : error;
    }
  }

  private tooMany(): ProblemError {
    const detail =
      `Your key asks more at once than is answered: ${this.config.questionsPerKey} questions run at a time and ${WAITING} wait for at most ` +
      `${PATIENCE_MS / 1_000} seconds. Wait for answers before you ask on.`;
    return new ProblemError(429, 'too_many_questions', detail, { headers: { 'retry-after': String(RETRY_SECONDS) } });
  }
}
