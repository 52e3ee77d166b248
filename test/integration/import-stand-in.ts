import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { EVENT_SCHEMAS, INGEST_LIMITS, type IngestResult, type RejectedEvent } from '@grapevine/contracts';

/** What goes wrong with one request. `lost`: it is stored, but the answer never arrives. */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string }
  | { kind: 'reset' }
  | { kind: 'lost' };

export const KEY = 'gv_stand_in_key_0123456789abcdef';

/**
 * Stands in for `POST /v1/events` where the importer's side of the protocol is tested: it holds requests to the wire contract
 * (key, gzip, limits), validates with the real schemas, and fails on command.
 */
export class IngestStandIn {
  /** Acknowledged events in order of arrival, repeated ones included. */
  readonly events: Record<string, unknown>[] = [];
  /** Violations of the contract by the client. */
  readonly violations: string[] = [];
  requests = 0;
  mostAtOnce = 0;
  /** Asked for each request, numbered from 1. */
  faultOf: (request: number) => Fault | undefined = () => undefined;
  answerAfterMs = 0;
  private atOnce = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      void this.handle(request, response, ++this.requests);
    });
  }

  static async start(port = 0): Promise<IngestStandIn> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new IngestStandIn(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse, number: number): Promise<void> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    response.on('close', () => {
      this.atOnce -= 1;
    });
    const fault = this.faultOf(number);
    if (fault?.kind === 'reset') return void request.socket.destroy();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (fault?.kind === 'status') {
      response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
      return;
    }
    if (request.headers.authorization !== `Bearer ${KEY}`) {
      const problem = {
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        detail: 'No such key.',
        code: 'no_key',
      };
      response.writeHead(401, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
      return;
    }
    const result = this.take(request, Buffer.concat(parts));
    await new Promise((resolve) => setTimeout(resolve, this.answerAfterMs));
    if (fault?.kind === 'lost') return void request.socket.destroy();
    const status = result.accepted === 0 ? 422 : 202;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  private take(request: IncomingMessage, body: Buffer): IngestResult {
    this.expect(request.method === 'POST' && request.url === '/v1/events', `${request.method} ${request.url}`);
    this.expect(request.headers['content-type'] === 'application/x-ndjson', 'content type');
    this.expect(request.headers['content-encoding'] === 'gzip', 'not packed with gzip');
    const unpacked = gunzipSync(body);
    const lines = unpacked.toString('utf8').split('\n');
    this.expect(unpacked.length < INGEST_LIMITS.bodyBytes, `${unpacked.length} bytes`);
    this.expect(lines.length <= INGEST_LIMITS.events, `${lines.length} events`);
    const rejected: RejectedEvent[] = [];
    for (const [index, line] of lines.entries()) this.takeEvent(JSON.parse(line), index, rejected);
    return { batch_id: `b${this.requests}`, accepted: lines.length - rejected.length, rejected };
  }

  private takeEvent(event: Record<string, unknown>, index: number, rejected: RejectedEvent[]): void {
    const schema = EVENT_SCHEMAS[event.type as keyof typeof EVENT_SCHEMAS];
    const parsed = schema?.safeParse(event);
    if (parsed?.success) {
      this.events.push(event);
      return;
    }
    const issue = parsed?.error.issues[0];
    const id = typeof event.id === 'string' ? { id: event.id } : {};
    const reason = issue
      ? { field: String(issue.path[0]), code: 'invalid_value' as const, message: issue.message }
      : { field: 'type', code: 'unknown_type' as const, message: 'is not an event type' };
    rejected.push({ index, ...id, ...reason });
  }

  private expect(holds: boolean, violation: string): void {
    if (!holds) this.violations.push(violation);
  }
}
