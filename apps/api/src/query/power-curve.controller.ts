import { POWER_CURVE_TABLE, type PowerCurveAnswer, PowerCurveQuery } from '@grapevine/contracts';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Asks } from '../questions/asks.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { PowerCurveService } from './power-curve.service.js';

@Controller('v1/power-curve')
@Requires('read')
@Asks('power_curve')
export class PowerCurveController {
  constructor(private readonly powerCurve: PowerCurveService) {}

  @Get()
  @AnswersTable(POWER_CURVE_TABLE)
  async show(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<PowerCurveAnswer> {
    return this.powerCurve.answer(principal.workspaceId, parse(PowerCurveQuery, query, 'The query'));
  }
}
