import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { Logger } from '@grapevine/observability';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tellCosts } from '../questions/cost-headers.js';
import { MALFORMED_REQUESTS } from './malformed-requests.js';
import { NestLogger } from './nest-logger.js';
import { readJson } from './read-json.js';
import { refuseWrongMethods } from './route-methods.js';

/** Bodies that are read before the key was checked are small. */
const BODY_BYTES = 64 * 1024;
/** A client that takes longer to send its request is cut off: it holds memory, and may do so on purpose. */
const REQUEST_MS = 120_000;
/** Whose bodies may be large: they are read once the key was checked, as the controller says. */
const READ_LATER: ReadonlySet<string | undefined> = new Set(['/v1/events', '/v1/exclusions', '/v1/exclusions/preview']);

/**
 * Builds the HTTP server of a process.
 *
 * @param webRoot the built dashboard; undefined: this process serves none
 */
export async function createApp(
  module: DynamicModule,
  logger: Logger,
  webRoot: string | undefined,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    ...MALFORMED_REQUESTS,
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
    // While it closes, a request that comes on an open connection is answered as ever, and is the last one there: Fastify's own
    // refusal would be neither problem+json nor say when to come back.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  refuseWrongMethods(fastify);
  readOnAfterRefusal(fastify);
  tellCosts(fastify);
  parseBodies(fastify);
  await app.register(compress, COMPRESSION);
  await app.register(cookie);
  await app.register(helmet, { contentSecurityPolicy: CONTENT_SECURITY_POLICY, strictTransportSecurity: false });
  if (webRoot !== undefined) await serveDashboard(app, webRoot);
  return app;
}

/**
 * A client that sends all before it listens must not find its connection closed or stuck: it would see a broken pipe instead of
 * the refusal. What is still to come is read and dropped, however much (REQUEST_MS bounds it); only then the connection is
 * closed, where the client has asked for that.
 */
function readOnAfterRefusal(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async ({ raw }, reply) => {
    if (raw.complete) return;
    reply.header('connection', 'keep-alive');
    const wantsClose = raw.httpVersion === '1.0' || /close/i.test(raw.headers.connection ?? '');
    if (wantsClose) raw.once('end', () => raw.socket.end());
    raw.resume();
  });
}

/**
 * Answers are compressed as Accept-Encoding says: zstd where this Node.js has it, br, gzip. Parquet is compressed within. Bodies of
 * requests are the ingest controller's, which bounds what they become.
 */
const COMPRESSION = {
  globalDecompression: false,
  threshold: 1024,
  customTypes: (type: string) => /^(application\/x-ndjson|application\/vnd\.apache\.arrow\.stream)/.test(type),
};

/** Everything is served by us; charts set styles on their elements. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

function parseBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', async (request: FastifyRequest, body: IncomingMessage) =>
    READ_LATER.has(request.routeOptions.url) ? body : readJson(body, BODY_BYTES),
  );
}

async function serveDashboard(app: NestFastifyApplication, root: string): Promise<void> {
  if (!existsSync(`${root}/index.html`)) {
    throw new Error(`The dashboard is not built: ${root}/index.html is missing. Run "npm run build".`);
  }
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    // Built files carry a hash of their content in their name.
    setHeaders: (reply, path) => {
      if (path.includes('/assets/')) void reply.header('cache-control', 'public, max-age=31536000, immutable');
    },
  });
}
