import { RESTATEMENTS_TABLE, type Restatement, type RestatementList, RestatementsQuery } from '@grapevine/contracts';
import { Restatements } from '@grapevine/database';
import { METRICS } from '@grapevine/metrics';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { pageOf } from '../http/page.js';
import { invalid, parse, refuseReversed } from '../http/parse.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';

@Controller('v1/restatements')
@Requires('read')
export class RestatementsController {
  constructor(private readonly restatements: Restatements) {}

  @Get()
  @AnswersTable(RESTATEMENTS_TABLE)
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<RestatementList> {
    const { limit, before, metric, format: _, ...which } = parse(RestatementsQuery, query, 'The query');
    const metrics = metric?.split(',');
    refuseUnknownMetrics(metrics);
    refuseReversed(which);
    const found = await this.restatements.read(principal.workspaceId, limit + 1, before, { ...which, metrics });
    const rows = found.map(
      ({ sealedAt, restatedAt, ...restatement }) =>
        ({
          ...restatement,
          sealed_at: new Date(sealedAt).toISOString(),
          restated_at: new Date(restatedAt).toISOString(),
          // As the sealer wrote it: explain.ts holds the shape.
        }) as Restatement,
    );
    return pageOf(rows, limit);
  }
}

/** @throws ProblemError 422: of a metric that is not there nothing can have been restated, and an empty list would say that nothing was */
function refuseUnknownMetrics(metrics: readonly string[] = []): void {
  const allowed = METRICS.map(({ id }) => id);
  if (metrics.every((metric) => allowed.includes(metric))) return;
  throw invalid('The query', [
    { parameter: 'metric', message: `must name only these: ${allowed.join(', ')}`, allowed },
  ]);
}
