import type { Liveness, Readiness } from '@grapevine/contracts';
import { ProcessMetrics } from '@grapevine/observability';
import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OpenToAnybody } from '../workspaces/access.guard.js';
import { ReadinessProbe } from './readiness-probe.js';

@Controller()
@OpenToAnybody()
export class HealthController {
  constructor(
    private readonly probe: ReadinessProbe,
    private readonly metrics: ProcessMetrics,
  ) {}

  /** The process runs and its event loop turns. */
  @Get('health/live')
  live(): Liveness {
    return { status: 'ok' };
  }

  /** Engines answer and workers run; else 503 with what does not. */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.probe.check();
    void reply.status(readiness.ready ? 200 : 503);
    return readiness;
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
