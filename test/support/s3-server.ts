import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeCertificate, type OwnCertificate } from './certificate.js';
import { endProcess } from './embedded-postgres-processes.js';

export const ACCESS_KEY = 'GRAPEVINETEST';
export const SECRET_KEY = 'secret/key+never-shown';

/** A request, as `PUT /bucket/key?partNumber=1`. */
export interface S3Request {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
}

/** What is answered in place of the server; `hang`: nothing. */
export type S3Refusal =
  | 'hang'
  | { readonly status: number; readonly xml?: string; readonly location?: string; readonly body?: Readable };

export const refusal = (status: number, code: string, more = ''): S3Refusal => ({
  status,
  xml: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>Because.</Message>${more}</Error>`,
});

/**
 * s3rver, an S3 server in Node.js that keeps objects as files and checks signatures, as a process of its own; HTTPS ends in front of it,
 * as most people have it. The front lets requests through as they are, but for what s3rver does not have, which is answered as Amazon
 * documents it: the end of a multipart upload, and refusals that a test asks for.
 */
export class S3Server {
  readonly requests: S3Request[] = [];
  /** What the next requests of whose line this is the beginning are answered, one after the other. */
  readonly refusals = new Map<string, S3Refusal[]>();

  /** Connections, of which nothing need have been sent. */
  connections = 0;

  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly port: number,
    private readonly front: Server,
    private readonly own: OwnCertificate,
  ) {
    front.on('request', (asked, response) => void this.take(asked, response));
    front.on('connection', () => {
      this.connections += 1;
    });
  }

  /** @param buckets that are there */
  static async start(...buckets: string[]): Promise<S3Server> {
    const folder = await mkdtemp(join(tmpdir(), 'grapevine-s3-'));
    for (const bucket of buckets) await mkdir(join(folder, bucket));
    const program = join(import.meta.dirname, 's3rver.mjs');
    const child = spawn(process.execPath, [program, folder, ACCESS_KEY, SECRET_KEY], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH },
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const port = Number((await lines.next()).value);
    if (!(port > 0)) throw new Error('The S3 server does not start.');
    const own = await makeCertificate('localhost');
    const front = createServer({ key: await readFile(own.key), cert: await readFile(own.certificate) });
    // Both families: a name may lead to either.
    await once(front.listen(0), 'listening');
    return new S3Server(folder, child, port, front, own);
  }

  /** File of the certificate, which vouches for itself. */
  get certificate(): string {
    return this.own.certificate;
  }

  get url(): string {
    return `https://localhost:${(this.front.address() as { port: number }).port}`;
  }

  /** Keeps it from answering, its connections open, until `resume`. */
  suspend(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  /** @returns what is there of a key; undefined: nothing */
  async object(bucket: string, key: string): Promise<{ data: Buffer; metadata: Record<string, string> } | undefined> {
    const path = join(this.folder, bucket, `${key}._S3rver_object`);
    if (!existsSync(path)) return undefined;
    const metadata = JSON.parse(await readFile(path.replace(/object$/, 'metadata.json'), 'utf8'));
    return { data: await readFile(path), metadata };
  }

  /** Multipart uploads that nobody has ended. */
  async openUploads(bucket: string): Promise<string[]> {
    return readdir(this.uploads(bucket)).catch(() => []);
  }

  /** What was asked since, of requests whose line has this within. */
  asked(within: string, since = 0): string[] {
    return this.requests.slice(since).flatMap(({ line }) => (line.includes(within) ? [line] : []));
  }

  private uploads(bucket: string): string {
    return join(this.folder, bucket, '._S3rver_uploads');
  }

  private async take(asked: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${asked.method} ${asked.url}`;
    this.requests.push({ line, headers: asked.headers });
    const refused = this.refusalOf(line);
    if (refused) return answer(asked, response, refused);
    const abort = /^DELETE \/([^/]+)\/.*[?&]uploadId=([0-9a-f]+)/.exec(line);
    if (abort) {
      await rm(join(this.uploads(String(abort[1])), String(abort[2])), { recursive: true, force: true });
      return answer(asked, response, { status: 204 });
    }
    await this.pass(asked, response);
  }

  private refusalOf(line: string): S3Refusal | undefined {
    for (const [beginning, refusals] of this.refusals) if (line.startsWith(beginning)) return refusals.shift();
    return undefined;
  }

  private async pass(asked: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers } = asked;
    const inner = request({ host: '127.0.0.1', port: this.port, method, path: url, headers, agent: false });
    asked.on('close', () => asked.complete || inner.destroy());
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      inner.on('response', resolve).on('error', reject),
    );
    try {
      await Promise.all([pipeline(asked, inner), answered]);
      const { statusCode = 500, headers: head } = await answered;
      response.writeHead(statusCode, head);
      await pipeline(await answered, response);
    } catch {
      response.destroy();
    }
  }

  async remove(): Promise<void> {
    this.resume();
    this.front.closeAllConnections();
    this.front.close();
    await endProcess(this.child, 'SIGKILL');
    await Promise.all([this.own.remove(), rm(this.folder, { recursive: true, force: true })]);
  }
}

function answer(asked: IncomingMessage, response: ServerResponse, refused: S3Refusal): void {
  asked.resume();
  if (refused === 'hang') return;
  const { status, xml, location, body } = refused;
  response.writeHead(status, { ...(xml && { 'content-type': 'application/xml' }), ...(location && { location }) });
  // Who has had enough of it goes away.
  if (body) pipeline(body, response).catch(() => undefined);
  else response.end(asked.method === 'HEAD' ? undefined : xml);
}
