import type { Config } from '@grapevine/config';
import {
  Annotations,
  Audits,
  DayTouches,
  DeadLetters,
  DemoFillings,
  ExclusionVersions,
  ExportAlerts,
  ExportBackfills,
  ExportCorrections,
  ExportReceipts,
  ExportRuns,
  ExportSchedules,
  Exports,
  Ledger,
  MemberRegistry,
  Rebuilds,
  RejectedExamples,
  Restatements,
  SealedDeliveries,
  SealedPoints,
  SignInAttempts,
} from '@grapevine/database';
import { type Logger, ProcessMetrics } from '@grapevine/observability';
import { Pseudonymiser } from '@grapevine/pipeline';
import { JobQueues } from '@grapevine/queue';
import { Warehouse } from '@grapevine/warehouse';
import { type DynamicModule, Module } from '@nestjs/common';
import { typeOrmConnection } from '../workspaces/typeorm-connection.js';
import type { Engines } from './engines.js';
import {
  CLOCK,
  type Clock,
  CONFIG,
  ENGINE_CHECKS,
  ENGINE_INFO,
  type EngineInfo,
  LOGGER,
  QUEUE_BACKEND,
  SECRET,
} from './tokens.js';

/** What a process has before Nest starts. */
export interface ProcessContext {
  readonly config: Config;
  readonly logger: Logger;
  readonly engines: Engines;
  readonly queues: JobQueues;
  readonly now: Clock;
}

/** Makes the opened engines, and what is made of them alone, injectable everywhere. */
@Module({})
export class EnginesModule {
  static forRoot({ config, logger, engines, queues, now }: ProcessContext): DynamicModule {
    const metrics = new ProcessMetrics();
    metrics.observePending(async () => (await queues.pending()).events);
    const given = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: CLOCK, useValue: now },
      { provide: QUEUE_BACKEND, useValue: engines.queue },
      { provide: ENGINE_INFO, useValue: infoOf(engines) },
      { provide: Warehouse, useValue: engines.warehouse },
      { provide: JobQueues, useValue: queues },
      { provide: SECRET, useValue: engines.secret },
      { provide: Pseudonymiser, useValue: new Pseudonymiser(engines.secret) },
      { provide: ProcessMetrics, useValue: metrics },
      { provide: DeadLetters, useValue: new DeadLetters(engines.database) },
      { provide: ENGINE_CHECKS, useValue: engines.checks },
      { provide: Ledger, useValue: new Ledger(engines.database) },
      { provide: SealedPoints, useValue: new SealedPoints(engines.database) },
      { provide: SealedDeliveries, useValue: new SealedDeliveries(engines.database) },
      { provide: Restatements, useValue: new Restatements(engines.database) },
      { provide: DayTouches, useValue: new DayTouches(engines.database) },
      { provide: ExclusionVersions, useValue: new ExclusionVersions(engines.database) },
      { provide: Rebuilds, useValue: new Rebuilds(engines.database) },
      { provide: Exports, useValue: new Exports(engines.database) },
      { provide: ExportSchedules, useValue: new ExportSchedules(engines.database) },
      { provide: ExportCorrections, useValue: new ExportCorrections(engines.database) },
      { provide: ExportBackfills, useValue: new ExportBackfills(engines.database) },
      { provide: ExportAlerts, useValue: new ExportAlerts(engines.database) },
      { provide: ExportReceipts, useValue: new ExportReceipts(engines.database) },
      { provide: ExportRuns, useValue: new ExportRuns(engines.database) },
      { provide: Annotations, useValue: new Annotations(engines.database) },
      { provide: Audits, useValue: new Audits(engines.database) },
      { provide: RejectedExamples, useValue: new RejectedExamples(engines.database) },
      { provide: SignInAttempts, useValue: new SignInAttempts(engines.database) },
      { provide: DemoFillings, useValue: new DemoFillings(engines.database) },
      { provide: MemberRegistry, useValue: new MemberRegistry(engines.database) },
    ];
    return {
      module: EnginesModule,
      global: true,
      imports: [typeOrmConnection(engines.database)],
      providers: given,
      exports: given.map(({ provide }) => provide),
    };
  }
}

function infoOf({ databaseKind, databaseVersion, queue, warehouse }: Engines): EngineInfo {
  return {
    database: { kind: databaseKind, version: databaseVersion },
    queue: {
      kind: queue.kind === 'redis' ? 'server' : databaseKind,
      version: `${queue.kind} ${queue.version}`,
      durability: queue.durability,
    },
    warehouse: { kind: warehouse.kind, version: warehouse.version },
  };
}
