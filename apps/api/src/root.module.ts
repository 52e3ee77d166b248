import type { Role } from '@grapevine/config';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ApiModule } from './api.module.js';
import { EnginesModule, type ProcessContext } from './engines/engines.module.js';
import { HealthModule } from './health/health.module.js';
import { ParametersInterceptor } from './http/parameters.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { QuestionInterceptor } from './questions/question.interceptor.js';
import { WorkerModule } from './worker.module.js';
import { AccessGuard } from './workspaces/access.guard.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

/** One build, three roles: which of the two composition roots a process has. Both have health and metrics. */
@Module({})
export class RootModule {
  static forRole(role: Role, context: ProcessContext): DynamicModule {
    const worker = role === 'api' ? undefined : WorkerModule;
    return {
      module: RootModule,
      imports: [
        EnginesModule.forRoot(context),
        WorkspacesModule,
        HealthModule.forRoot(worker),
        ...(role === 'worker' ? [] : [ApiModule]),
      ],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: ParametersInterceptor },
        { provide: APP_INTERCEPTOR, useClass: QuestionInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
