import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ENGINE_CHECKS } from '../engines/tokens.js';
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
          inject: [ENGINE_CHECKS, ...(worker ? [JobRunner] : [])],
          useFactory: (engines: readonly Check[], runner?: JobRunner) =>
            new ReadinessProbe(runner ? [...engines, workersRun(runner)] : engines),
        },
      ],
      exports: [ReadinessProbe],
    };
  }
}

const workersRun = (runner: JobRunner): Check => ({
  name: 'workers',
  run: async () => {
    if (!runner.isRunning()) throw new Error('The workers do not run.');
  },
});
