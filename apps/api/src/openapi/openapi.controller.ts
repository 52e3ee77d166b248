import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OpenToAnybody } from '../workspaces/access.guard.js';

/** Injection token of the document as text. */
export const OPENAPI_DOCUMENT = Symbol('OPENAPI_DOCUMENT');

/** The description of the API: for programs as it is, for people as a page. */
@Controller()
@OpenToAnybody()
export class OpenApiController {
  constructor(@Inject(OPENAPI_DOCUMENT) private readonly document: string) {}

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-cache')
  show(): string {
    return this.document;
  }

  @Get('docs')
  page(@Res() reply: FastifyReply): void {
    void reply.header('cache-control', 'no-cache').sendFile('docs.html');
  }
}
