import type { QueueBackend } from '@grapevine/queue';
import { Warehouse } from '@grapevine/warehouse';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { QUEUE_BACKEND } from '../engines/tokens.js';
import { JobRunner } from '../jobs/job-runner.js';
import { HealthController } from './health.controller.js';
import { type Check, ReadinessProbe } from './readiness-probe.js';

@Module({})
export class HealthModule {
  /** @param worker the module that runs jobs, where this process has one */
  static forRoot(worker: Type | undefined): DynamicModule {
    return {
      module: HealthModule,
      imports: worker ? [worker] : [],
      controllers: [HealthController],
      providers: [
        {
          provide: ReadinessProbe,
          inject: [DataSource, QUEUE_BACKEND, Warehouse, ...(worker ? [JobRunner] : [])],
          useFactory: (database: DataSource, queue: QueueBackend, warehouse: Warehouse, runner?: JobRunner) =>
            new ReadinessProbe(checksOf(database, queue, warehouse, runner)),
        },
      ],
      exports: [ReadinessProbe],
    };
  }
}

function checksOf(
  database: DataSource,
  queue: QueueBackend,
  warehouse: Warehouse,
  runner: JobRunner | undefined,
): Check[] {
  const checks: Check[] = [
    { name: 'database', run: async () => void (await database.query('SELECT 1')) },
    { name: 'queue', run: () => queue.ping() },
    { name: 'warehouse', run: () => warehouse.ping() },
  ];
  if (runner) {
    checks.push({
      name: 'workers',
      run: async () => {
        if (!runner.isRunning()) throw new Error('The workers do not run.');
      },
    });
  }
  return checks;
}
