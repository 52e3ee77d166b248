import { Readable } from 'node:stream';
import type { AnswerTable, Format } from '@grapevine/contracts';
import { type Batch, ENCODERS } from '@grapevine/exports';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { askedFormat } from './asked-format.js';
import { encodeAnswer, tableHeaders } from './encode.js';
import { entityTag, isKnown } from './entity-tag.js';
import { OpenStreams } from './open-streams.js';
import { StreamedTable } from './streamed-table.js';

const ANSWER = 'grapevine:answer';

interface Answered {
  readonly data: readonly object[];
  readonly meta?: object;
}

/** A route that answers in every format. `table` is undefined where the route returns a StreamedTable. */
interface Answering {
  readonly table: AnswerTable<never> | undefined;
  /** What a client gets that names no format. */
  readonly unnamed: Format;
}

/** The route's answer can be had in every format: JSON as it is returned, the others as the table of it. */
export const AnswersTable = <A extends Answered>(table: AnswerTable<A>): MethodDecorator =>
  answers({ table, unnamed: 'json' });

/** The route returns a StreamedTable. */
export const AnswersStream = (unnamed: Format): MethodDecorator => answers({ table: undefined, unnamed });

const answers = (answering: Answering): MethodDecorator =>
  applyDecorators(SetMetadata(ANSWER, answering), UseInterceptors(AnswerInterceptor));

/** Writes answers: in the format that is asked for, and not at all where the client has it already. */
@Injectable()
class AnswerInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly streams: OpenStreams,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Answered | StreamedTable>): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    const { table, unnamed } = this.reflector.get<Answering>(ANSWER, context.getHandler());
    const format = askedFormat(request, unnamed);
    void reply.header('vary', 'accept, accept-encoding, grapevine-workspace');
    return next.handle().pipe(
      mergeMap(async (answer) => {
        if (answer instanceof StreamedTable) return this.stream(answer, format, request, reply);
        return whole(table as AnswerTable<Answered>, answer, format, request, reply);
      }),
    );
  }

  /** How many rows came is known at the end only, and told by a trailer, where the protocol has them. */
  private stream(
    { head, batches }: StreamedTable,
    format: Format,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Readable {
    const count = { rows: 0 };
    const body = Readable.from(ENCODERS[format](head, counted(batches, count)), { objectMode: false });
    void reply.headers({ ...tableHeaders(format, head), 'cache-control': 'no-store' });
    if (request.raw.httpVersionMinor > 0) reply.trailer('grapevine-rows', async () => String(count.rows));
    return this.streams.watch(body);
  }
}

async function* counted(batches: AsyncIterable<Batch>, count: { rows: number }): AsyncGenerator<Batch> {
  for await (const batch of batches) {
    count.rows += batch.size;
    yield batch;
  }
}

async function whole(
  table: AnswerTable<Answered>,
  answer: Answered,
  format: Format,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const etag = entityTag(answer, format);
  // Asked again each time: a number that is not final may be another one, and a final one may be restated.
  void reply.headers({ etag, 'cache-control': 'private, no-cache' });
  if (isKnown(etag, request.headers['if-none-match'])) {
    void reply.status(304);
    return undefined;
  }
  if (format === 'json') {
    void reply.header('grapevine-rows', String(answer.data.length));
    return answer;
  }
  const { head, rows, body } = await encodeAnswer(table, answer, format);
  void reply.headers({ ...tableHeaders(format, head), 'grapevine-rows': String(rows) });
  return body;
}
