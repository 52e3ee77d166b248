import { DELIVERY_TABLE, type DeliveryAnswer, DeliveryQuery } from '@grapevine/contracts';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Asks } from '../questions/asks.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { DeliveryService } from './delivery.service.js';

@Controller('v1/delivery')
@Requires('read')
@Asks('delivery')
export class DeliveryController {
  constructor(private readonly delivery: DeliveryService) {}

  @Get()
  @AnswersTable(DELIVERY_TABLE)
  async show(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<DeliveryAnswer> {
    return this.delivery.answer(principal.workspaceId, parse(DeliveryQuery, query, 'The query'));
  }
}
