import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

/** Answers that are being streamed. A stop waits for requests under way, and a large one would be for longer than anybody waits. */
@Injectable()
export class OpenStreams implements OnModuleInit {
  private readonly open = new Set<Readable>();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('preClose', async () => {
      for (const stream of this.open) stream.destroy(new Error('The server stops.'));
    });
  }

  /** Breaks the stream off when the server stops. @returns it */
  watch(stream: Readable): Readable {
    this.open.add(stream);
    return stream.once('close', () => this.open.delete(stream));
  }
}
