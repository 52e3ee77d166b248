import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Reply {
  readonly status: number;
  readonly location?: string;
}

/** An HTTPS server that keeps what it is sent. Its certificate is its own: who shall trust it is told of `certificate`. */
export class WebhookReceiver {
  readonly requests: ReceivedRequest[] = [];
  /** Connections, of which nothing need have been sent. */
  connections = 0;
  /** What the next requests of a path are answered, one after the other; `hang`: nothing. Then, and else: 204. */
  readonly replies = new Map<string, (Reply | 'hang')[]>();

  private constructor(
    private readonly folder: string,
    private readonly server: Server,
  ) {
    server.on('connection', () => {
      this.connections += 1;
    });
    server.on('request', (request, response) => void this.take(request, response));
  }

  /** @param name that the certificate is of */
  static async start(name: string): Promise<WebhookReceiver> {
    const folder = await mkdtemp(join(tmpdir(), 'grapevine-receiver-'));
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    await promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', certificate, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`],
    ]);
    const server = createServer({ key: await readFile(key), cert: await readFile(certificate) });
    // Both families: a name may lead to either.
    await once(server.listen(0), 'listening');
    return new WebhookReceiver(folder, server);
  }

  get certificate(): string {
    return join(this.folder, 'certificate.pem');
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as { port: number }).port}`;
  }

  at(path: string): ReceivedRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = new URL(request.url ?? '/', this.url).pathname;
    this.requests.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
    const reply = this.replies.get(path)?.shift() ?? { status: 204 };
    if (reply === 'hang') return;
    response.writeHead(reply.status, reply.location ? { location: reply.location } : {}).end();
  }

  async remove(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
