import type { ExportBackfill, ExportBackfillList, ExportBackfillsQuery, NewExportBackfill } from '@grapevine/contracts';
import { type BackfillRecord, ExportBackfills, ExportRuns, Exports } from '@grapevine/database';
import { JobQueues } from '@grapevine/queue';
import { Injectable } from '@nestjs/common';
import { pageOf, unknownPlace } from '../http/page.js';
import { ProblemError } from '../http/problem-error.js';
import { addExportJob } from './export-job.js';
import { ExportPlanner } from './export-planner.js';
import { noSuchExport } from './exports.service.js';

/** Periods that are sent after the fact. */
@Injectable()
export class BackfillsService {
  constructor(
    private readonly exports: Exports,
    private readonly runs: ExportRuns,
    private readonly backfills: ExportBackfills,
    private readonly planner: ExportPlanner,
    private readonly queues: JobQueues,
  ) {}

  /** @throws ProblemError 404, 422, 409 where the last period is not over */
  async start(workspaceId: number, exportId: string, request: NewExportBackfill): Promise<ExportBackfill> {
    const saved = await this.exports.find(exportId, workspaceId);
    if (!saved) throw noSuchExport();
    const record = await this.backfills.add(exportId, await this.planner.periods(saved, request));
    // Those that find no job here are found by tend-exports.
    for (const { id } of await this.runs.due(exportId)) await addExportJob(this.queues, id);
    return toBackfill(record);
  }

  async list(
    workspaceId: number,
    exportId: string,
    { limit, before }: ExportBackfillsQuery,
  ): Promise<ExportBackfillList> {
    if (!(await this.exports.find(exportId, workspaceId))) throw noSuchExport();
    const found = await this.backfills.list(exportId, limit + 1, before);
    if (!found) throw unknownPlace('before', 'backfill');
    return pageOf(found.map(toBackfill), limit);
  }

  /** @throws ProblemError 404 */
  async cancel(workspaceId: number, id: string): Promise<ExportBackfill> {
    const record = await this.backfills.cancel(workspaceId, id);
    if (record) return toBackfill(record);
    throw new ProblemError(
      404,
      'no_such_backfill',
      'Your workspace has no backfill of this id. GET /v1/exports/{id}/backfills lists those of an export.',
    );
  }
}

const toBackfill = ({ id, start, end, runs, createdAt, ...states }: BackfillRecord): ExportBackfill => {
  const { complete, skipped, cancelled, failed } = states;
  const open = runs - complete - skipped - cancelled - failed;
  return {
    ...{ id, from: start, to: end },
    runs: { total: runs, open, complete, skipped, cancelled, failed },
    created_at: createdAt.toISOString(),
  };
};
