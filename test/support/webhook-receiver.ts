import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { makeCertificate, type OwnCertificate } from './certificate.js';

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What the header says where the request is genuine. */
export const signatureOf = ({ headers, body }: ReceivedRequest, secret: string): string => {
  const hash = createHash('sha256').update(body).digest('hex');
  return `v1=${createHmac('sha256', secret).update(`${headers['grapevine-timestamp']}.${hash}`).digest('hex')}`;
};

interface Reply {
  readonly status: number;
  readonly location?: string;
}

/** An HTTPS server that keeps what it is sent. Its certificate is its own: who shall trust it is told of `certificate`. */
export class WebhookReceiver {
  readonly requests: ReceivedRequest[] = [];
  /** Connections, of which nothing need have been sent. */
  connections = 0;
  /** What the next requests of a path are answered, one after the other; `hang`: nothing; `switch protocols`: that, and then the connection is reset. Then, and else: 204. */
  readonly replies = new Map<string, (Reply | 'hang' | 'switch protocols')[]>();
  /** Once the connection of who was told to switch protocols is reset. */
  reset: Promise<void> | undefined;
  /** By the port of the other side. */
  private readonly sockets = new Map<number | undefined, Socket>();

  private constructor(
    private readonly own: OwnCertificate,
    private readonly server: Server,
  ) {
    server.on('connection', (socket: Socket) => {
      this.sockets.set(socket.remotePort, socket);
      this.connections += 1;
    });
    server.on('request', (request, response) => void this.take(request, response));
  }

  /** @param name that the certificate is of */
  static async start(name: string): Promise<WebhookReceiver> {
    const own = await makeCertificate(name);
    const server = createServer({ key: await readFile(own.key), cert: await readFile(own.certificate) });
    // Both families: a name may lead to either.
    await once(server.listen(0), 'listening');
    return new WebhookReceiver(own, server);
  }

  get certificate(): string {
    return this.own.certificate;
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
    if (reply === 'switch protocols') {
      request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n');
      this.reset = setTimeout(200).then(() => {
        this.sockets.get(request.socket.remotePort)?.resetAndDestroy();
      });
      return;
    }
    response.writeHead(reply.status, reply.location ? { location: reply.location } : {}).end();
  }

  async remove(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await this.own.remove();
  }
}
