import type { ExportRun, ExportRunList, ExportRunsQuery, NewExportRun } from '@grapevine/contracts';
import { ExportRuns, Exports } from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { JobQueues } from '@grapevine/queue';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '../engines/tokens.js';
import { pageOf, unknownPlace } from '../http/page.js';
import { ProblemError } from '../http/problem-error.js';
import { addExportJob } from './export-job.js';
import { ExportPlanner } from './export-planner.js';
import { toExportRun } from './export-view.js';
import { noSuchExport } from './exports.service.js';

/** The runs of a workspace's exports, as its API has them. */
@Injectable()
export class ExportRunsService {
  constructor(
    private readonly exports: Exports,
    private readonly runs: ExportRuns,
    private readonly planner: ExportPlanner,
    private readonly queues: JobQueues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws ProblemError 404, 422, 409 where the period is not over */
  async start(workspaceId: number, exportId: string, { period: asked, test }: NewExportRun): Promise<ExportRun> {
    const saved = await this.exports.find(exportId, workspaceId);
    if (!saved) throw noSuchExport();
    const period = await (test ? this.planner.testPeriod(saved, asked) : this.planner.period(saved, asked));
    const run = await this.runs.add(exportId, period, test);
    try {
      await addExportJob(this.queues, run.id);
    } catch (error) {
      // It is committed by now: without its job it begins a little later, when tend-exports finds it.
      this.logger.warn({ error: (error as Error).message, runId: run.id }, 'The job of an export comes later.');
    }
    return toExportRun(run);
  }

  /** @throws ProblemError 404, 422 */
  async list(workspaceId: number, exportId: string, { limit, before }: ExportRunsQuery): Promise<ExportRunList> {
    if (!(await this.exports.find(exportId, workspaceId))) throw noSuchExport();
    const found = await this.runs.list(exportId, limit + 1, before);
    if (!found) throw unknownPlace('before', 'run');
    return pageOf(found.map(toExportRun), limit);
  }

  /** @throws ProblemError 404 */
  async get(workspaceId: number, id: string): Promise<ExportRun> {
    const record = await this.runs.find(id, { workspaceId });
    if (!record) throw noSuchRun();
    return toExportRun(record);
  }

  /** Ends a run that is not over; one that is stays as it is. @throws ProblemError 404 */
  async cancel(workspaceId: number, id: string): Promise<ExportRun> {
    await this.get(workspaceId, id);
    await this.runs.cancel(id);
    return this.get(workspaceId, id);
  }
}

const noSuchRun = (): ProblemError =>
  new ProblemError(
    404,
    'no_such_export_run',
    'Your workspace has no run of this id. GET /v1/exports/{id}/runs lists those of an export.',
  );
