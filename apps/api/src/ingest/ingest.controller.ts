import type { IngestResult } from '@grapevine/contracts';
import { ProcessMetrics } from '@grapevine/observability';
import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ProblemError } from '../http/problem-error.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { IngestService } from './ingest.service.js';
import { withBody } from './read-body.js';

@Controller('v1/events')
export class IngestController {
  constructor(
    private readonly service: IngestService,
    private readonly metrics: ProcessMetrics,
  ) {}

  @Post()
  @Requires('ingest')
  async ingest(
    @Req() request: AuthorisedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IngestResult> {
    const stop = this.metrics.acknowledgement.startTimer();
    const format = formatOf(request.headers['content-type']);
    const result = await this.service.ingest(request.principal.workspaceId, (sort) =>
      withBody(request.raw, (bytes) => sort({ bytes, format })),
    );
    void reply.status(result.accepted === 0 && result.rejected.length > 0 ? 422 : 202);
    stop();
    return result;
  }
}

function formatOf(contentType: string | undefined): 'json' | 'ndjson' {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return 'json';
  if (type === 'application/x-ndjson') return 'ndjson';
  const detail = 'Send events as application/json or application/x-ndjson, and say so in Content-Type.';
  throw new ProblemError(415, 'unsupported_media_type', detail);
}
