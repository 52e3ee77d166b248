import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem-error.js';
import { OpenToAnybody } from '../workspaces/access.guard.js';

/** The dashboard is one page that reads its address itself; its files are served by @fastify/static. */
@Controller()
@OpenToAnybody()
export class DashboardController {
  @Get('*')
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const isAddressOfPage = !request.url.startsWith('/v1/') && (request.headers.accept ?? '').includes('text/html');
    if (!isAddressOfPage) {
      throw new ProblemError(404, 'not_found', 'There is nothing at this address. The API begins at /v1.');
    }
    void reply.header('cache-control', 'no-cache').sendFile('index.html');
  }
}
