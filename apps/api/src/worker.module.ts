import type { Config } from '@grapevine/config';
import {
  DayTouches,
  ExportAlerts,
  ExportRuns,
  ExportSchedules,
  Ledger,
  MemberRegistry,
  Rebuilds,
  RejectedExamples,
  SealedDeliveries,
  SealedPoints,
  SignInAttempts,
} from '@grapevine/database';
import { assertRegistry, METRICS } from '@grapevine/metrics';
import { type Logger, ProcessMetrics } from '@grapevine/observability';
import { JobQueues, JobWorkers, type QueueBackend } from '@grapevine/queue';
import { EventWriter, Warehouse } from '@grapevine/warehouse';
import { Module } from '@nestjs/common';
import { DeadLetterStore } from './dead-letters/dead-letter-store.js';
import { DeadLettersModule } from './dead-letters/dead-letters.module.js';
import { CLOCK, CONFIG, LOGGER, QUEUE_BACKEND } from './engines/tokens.js';
import { AlertSender } from './exports/alerts/alert-sender.js';
import { CorrectionFinder } from './exports/correction-finder.js';
import { DestinationKeeper } from './exports/destination-keeper.js';
import { ExportDeliverer } from './exports/export-deliverer.js';
import { ExportQuestions } from './exports/export-questions.js';
import { ExportRunner } from './exports/export-runner.js';
import { ExportScheduler } from './exports/export-scheduler.js';
import { ExpireRecordsHandler, type Expiring } from './jobs/expire-records.handler.js';
import { JobRunner } from './jobs/job-runner.js';
import { RebuildHandler } from './jobs/rebuild.handler.js';
import { RunExportHandler } from './jobs/run-export.handler.js';
import { SealPointsHandler } from './jobs/seal-points.handler.js';
import { SendAlertHandler } from './jobs/send-alert.handler.js';
import { StoreEventsHandler } from './jobs/store-events.handler.js';
import { TendExportsHandler } from './jobs/tend-exports.handler.js';
import { TendRebuildsHandler } from './jobs/tend-rebuilds.handler.js';
import { readKnownAnswers } from './known-answers.js';
import { AskedWorkspaceReader } from './query/asked-workspace.js';
import { QueryModule } from './query/query.module.js';
import { LogCopier } from './rebuild/log-copier.js';
import { Sealer } from './sealing/sealer.js';
import { SessionStore } from './workspaces/session-store.js';
import { WorkspaceStore } from './workspaces/workspace-store.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

/** Composition root of the role `worker`: takes jobs from the queues. */
@Module({
  imports: [WorkspacesModule, DeadLettersModule, QueryModule],
  providers: [
    {
      provide: EventWriter,
      inject: [Warehouse, ProcessMetrics],
      useFactory: (warehouse: Warehouse, metrics: ProcessMetrics) =>
        new EventWriter(warehouse, (rows) => {
          metrics.warehouseInserts.inc();
          metrics.eventsStored.inc(rows);
        }),
    },
    {
      provide: StoreEventsHandler,
      inject: [WorkspaceStore, MemberRegistry, EventWriter, Ledger, ProcessMetrics, CLOCK],
      useFactory: (...dependencies: ConstructorParameters<typeof StoreEventsHandler>) =>
        new StoreEventsHandler(...dependencies),
    },
    {
      provide: ExpireRecordsHandler,
      inject: [SessionStore, DeadLetterStore, SignInAttempts, RejectedExamples],
      useFactory: (...stores: readonly Expiring[]) => new ExpireRecordsHandler(stores),
    },
    {
      provide: LogCopier,
      inject: [Rebuilds, Warehouse, LOGGER],
      useFactory: (...dependencies: ConstructorParameters<typeof LogCopier>) => new LogCopier(...dependencies),
    },
    {
      provide: RebuildHandler,
      inject: [Rebuilds, LogCopier, JobQueues],
      useFactory: (...dependencies: ConstructorParameters<typeof RebuildHandler>) =>
        new RebuildHandler(...dependencies),
    },
    {
      provide: TendRebuildsHandler,
      inject: [Rebuilds, LogCopier, JobQueues],
      useFactory: (...dependencies: ConstructorParameters<typeof TendRebuildsHandler>) =>
        new TendRebuildsHandler(...dependencies),
    },
    ExportQuestions,
    CorrectionFinder,
    DestinationKeeper,
    ExportDeliverer,
    ExportRunner,
    AlertSender,
    {
      provide: ExportScheduler,
      inject: [ExportSchedules, WorkspaceStore, CLOCK, LOGGER],
      useFactory: (...dependencies: ConstructorParameters<typeof ExportScheduler>) =>
        new ExportScheduler(...dependencies),
    },
    {
      provide: RunExportHandler,
      inject: [ExportRunner],
      useFactory: (runner: ExportRunner) => new RunExportHandler(runner),
    },
    {
      provide: SendAlertHandler,
      inject: [AlertSender],
      useFactory: (sender: AlertSender) => new SendAlertHandler(sender),
    },
    {
      provide: TendExportsHandler,
      inject: [ExportScheduler, ExportRuns, ExportAlerts, ExportDeliverer, JobQueues, CLOCK],
      useFactory: (...dependencies: ConstructorParameters<typeof TendExportsHandler>) =>
        new TendExportsHandler(...dependencies),
    },
    {
      provide: Sealer,
      inject: [Warehouse, AskedWorkspaceReader, SealedPoints, DayTouches, JobQueues, CLOCK, SealedDeliveries],
      useFactory: (...dependencies: ConstructorParameters<typeof Sealer>) => new Sealer(...dependencies),
    },
    {
      provide: SealPointsHandler,
      inject: [WorkspaceStore, Sealer, LOGGER],
      useFactory: (...dependencies: ConstructorParameters<typeof SealPointsHandler>) =>
        new SealPointsHandler(...dependencies),
    },
    {
      provide: JobWorkers,
      inject: [
        QUEUE_BACKEND,
        StoreEventsHandler,
        ExpireRecordsHandler,
        RebuildHandler,
        TendRebuildsHandler,
        SealPointsHandler,
        RunExportHandler,
        SendAlertHandler,
        TendExportsHandler,
        LOGGER,
        ProcessMetrics,
      ],
      useFactory: (
        backend: QueueBackend,
        store: StoreEventsHandler,
        expire: ExpireRecordsHandler,
        rebuild: RebuildHandler,
        tend: TendRebuildsHandler,
        seal: SealPointsHandler,
        runExport: RunExportHandler,
        sendAlert: SendAlertHandler,
        tendExports: TendExportsHandler,
        logger: Logger,
        metrics: ProcessMetrics,
      ) =>
        new JobWorkers(
          backend,
          {
            'store-events': store,
            'expire-records': expire,
            rebuild,
            'tend-rebuilds': tend,
            'seal-points': seal,
            'run-export': runExport,
            'send-alert': sendAlert,
            'tend-exports': tendExports,
          },
          logger,
          { finished: (job, outcome) => metrics.jobs.inc({ job, outcome }) },
        ),
    },
    {
      provide: JobRunner,
      inject: [JobQueues, JobWorkers, CONFIG, LOGGER],
      useFactory: (queues: JobQueues, workers: JobWorkers, config: Config, logger: Logger) =>
        new JobRunner(
          queues,
          workers,
          config.databaseUrl === undefined && config.redisUrl === undefined,
          { 'seal-points': config.sealSeconds * 1_000 },
          logger,
        ),
    },
  ],
  exports: [JobRunner],
})
export class WorkerModule {
  constructor() {
    // A number that nobody can check must not be sealed.
    assertRegistry(METRICS, readKnownAnswers());
  }
}
