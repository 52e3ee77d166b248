import type { Config } from '@grapevine/config';
import { assertRegistry, METRICS } from '@grapevine/metrics';
import { JobQueues } from '@grapevine/queue';
import { Module } from '@nestjs/common';
import { AnnotationsController } from './annotations/annotations.controller.js';
import { OpenStreams } from './answers/open-streams.js';
import { DashboardController } from './dashboard/dashboard.controller.js';
import { DataHealthController } from './data-health/data-health.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { DeadLettersModule } from './dead-letters/dead-letters.module.js';
import { DeliveryController } from './delivery/delivery.controller.js';
import { DemoFiller } from './demo/demo-filler.js';
import { CLOCK, type Clock, CONFIG } from './engines/tokens.js';
import { EventLogController } from './event-log/event-log.controller.js';
import { ExclusionPreviewer } from './exclusions/exclusion.preview.js';
import { ExclusionsController } from './exclusions/exclusions.controller.js';
import { ExclusionsService } from './exclusions/exclusions.service.js';
import { BackfillsController } from './exports/backfills.controller.js';
import { BackfillsService } from './exports/backfills.service.js';
import { DestinationKeeper } from './exports/destination-keeper.js';
import { ExportPlanner } from './exports/export-planner.js';
import { ExportQuestions } from './exports/export-questions.js';
import { ExportRunsController } from './exports/export-runs.controller.js';
import { ExportRunsService } from './exports/export-runs.service.js';
import { ExportsController } from './exports/exports.controller.js';
import { ExportsService } from './exports/exports.service.js';
import { HealthController } from './health/health.controller.js';
import { StatusController } from './health/status.controller.js';
import { StatusService } from './health/status.service.js';
import { Backlog } from './ingest/backlog.js';
import { EventSorter } from './ingest/event-sorter.js';
import { GroupCommit } from './ingest/group-commit.js';
import { IngestController } from './ingest/ingest.controller.js';
import { IngestService } from './ingest/ingest.service.js';
import { RefusedExamples } from './ingest/refused-examples.js';
import { readKnownAnswers } from './known-answers.js';
import { documentOf } from './openapi/document-text.js';
import { OPENAPI_DOCUMENT, OpenApiController } from './openapi/openapi.controller.js';
import { GrowthController } from './query/growth.controller.js';
import { MetricsController } from './query/metrics.controller.js';
import { PowerCurveController } from './query/power-curve.controller.js';
import { QueryModule } from './query/query.module.js';
import { RetentionController } from './query/retention.controller.js';
import { SeriesController } from './query/series.controller.js';
import { RebuildPreviewer } from './rebuild/rebuild.preview.js';
import { RebuildService } from './rebuild/rebuild.service.js';
import { RebuildsController } from './rebuild/rebuilds.controller.js';
import { RestatementsController } from './sealing/restatements.controller.js';
import { AccountController } from './workspaces/account.controller.js';
import { KeysController } from './workspaces/keys.controller.js';
import { PeopleController } from './workspaces/people.controller.js';
import { SessionController } from './workspaces/session.controller.js';
import { WorkspaceController } from './workspaces/workspace.controller.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

const CONTROLLERS = [
  IngestController,
  EventLogController,
  SeriesController,
  GrowthController,
  RetentionController,
  PowerCurveController,
  DeliveryController,
  MetricsController,
  StatusController,
  WorkspaceController,
  RebuildsController,
  KeysController,
  SessionController,
  AccountController,
  PeopleController,
  DeadLettersController,
  DataHealthController,
  AnnotationsController,
  ExclusionsController,
  ExportsController,
  ExportRunsController,
  BackfillsController,
  RestatementsController,
  OpenApiController,
  // Last: it takes every address that no other controller knows.
  DashboardController,
];

/** Composition root of the role `api`: takes events in, answers questions, serves the dashboard. */
@Module({
  imports: [WorkspacesModule, DeadLettersModule, QueryModule],
  controllers: CONTROLLERS,
  providers: [
    EventSorter,
    IngestService,
    OpenStreams,
    RefusedExamples,
    StatusService,
    RebuildService,
    RebuildPreviewer,
    ExclusionPreviewer,
    ExclusionsService,
    ExportQuestions,
    ExportPlanner,
    DestinationKeeper,
    ExportsService,
    ExportRunsService,
    BackfillsService,
    DemoFiller,
    {
      // Now, not when somebody asks: a route without a description is found at the start.
      provide: OPENAPI_DOCUMENT,
      useFactory: () => documentOf([HealthController, ...CONTROLLERS]),
    },
    {
      provide: GroupCommit,
      inject: [JobQueues, CLOCK],
      useFactory: (queues: JobQueues, now: Clock) => new GroupCommit(queues, now),
    },
    {
      provide: Backlog,
      inject: [JobQueues, CONFIG],
      useFactory: (queues: JobQueues, config: Config) => new Backlog(queues, config),
    },
  ],
})
export class ApiModule {
  constructor() {
    // A number that nobody can check must not be served.
    assertRegistry(METRICS, readKnownAnswers());
  }
}
