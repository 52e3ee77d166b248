import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Session } from 'chdb';
import { exceptionOf, literal, readStatement, type StatementRequest } from './clickhouse-http.js';

/** What the process says, one JSON object a line. */
export type FrontReport = { readonly port: number } | { readonly error: string };

// ClickHouse's HTTP protocol over chDB, as far as @clickhouse/client and a test's own queries need it.
// Arguments: folder of the data, port, password of the user `default` ('' for none).
const [dataDir = '', port = '0', password = ''] = process.argv.slice(2);
const report = (line: FrontReport) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Keeps the engine open; a request without a session has a connection of its own, so that no setting can reach the next one. */
let engine: Session;
try {
  engine = new Session(dataDir);
} catch (error) {
  report({ error: (error as Error).message });
  process.exit(1);
}

/** As the server's default_session_timeout. */
const SESSION_MS = 60_000;
const sessions = new Map<string, { readonly connection: Session; readonly end: NodeJS.Timeout }>();

/** The connection of a request, and what is done with it afterwards: that of a session stays open for a minute more. */
function connectionOf({ sessionId }: StatementRequest): { connection: Session; done: () => void } {
  if (sessionId === undefined) {
    const connection = new Session(dataDir);
    return { connection, done: () => connection.close() };
  }
  const known = sessions.get(sessionId);
  clearTimeout(known?.end);
  const connection = known?.connection ?? new Session(dataDir);
  const close = () => {
    sessions.delete(sessionId);
    connection.close();
  };
  return { connection, done: () => void sessions.set(sessionId, { connection, end: setTimeout(close, SESSION_MS) }) };
}

async function run(request: StatementRequest): Promise<{ body: Uint8Array; readRows: number; seconds: number }> {
  if (request.user !== 'default' || request.password !== password) {
    throw new Error(`Code: 516. DB::Exception: ${request.user}: Authentication failed. (AUTHENTICATION_FAILED)`);
  }
  const { connection, done } = connectionOf(request);
  try {
    if (request.database !== undefined)
      await connection.queryAsync(`USE \`${request.database.replaceAll('`', '\\`')}\``);
    for (const [name, text] of request.parameters) await connection.queryAsync(`SET param_${name} = ${literal(text)}`);
    for (const [name, value] of request.settings) await connection.queryAsync(`SET ${name} = ${literal(value)}`);
    if (request.emptyInsert) return { body: new Uint8Array(0), readRows: 0, seconds: 0 };
    const result = await connection.queryAsync(request.statement, { format: request.defaultFormat });
    return { body: result.bytes(), readRows: result.rowsRead, seconds: result.elapsed };
  } finally {
    done();
  }
}

async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = message.url?.split('?', 1)[0];
  if (message.method === 'GET' && (path === '/ping' || message.url === '/')) return void response.end('Ok.\n');
  try {
    const request = await readStatement(message);
    if (request.queryId !== undefined) response.setHeader('X-ClickHouse-Query-Id', request.queryId);
    const { body, readRows, seconds } = await run(request);
    const summary = {
      read_rows: String(readRows),
      read_bytes: '0',
      written_rows: '0',
      written_bytes: '0',
      total_rows_to_read: '0',
      result_rows: '0',
      result_bytes: String(body.byteLength),
      elapsed_ns: String(Math.round(seconds * 1e9)),
    };
    response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary));
    response.setHeader('X-ClickHouse-Format', request.defaultFormat);
    if (!wantsGzip(message)) return void response.end(body);
    response.setHeader('Content-Encoding', 'gzip').end(gzipSync(body));
  } catch (error) {
    const { status, code, text } = exceptionOf(error);
    response.writeHead(status, { 'X-ClickHouse-Exception-Code': code, 'Content-Type': 'text/plain; charset=UTF-8' });
    response.end(`${text}\n`);
  }
}

const wantsGzip = ({ url, headers }: IncomingMessage): boolean =>
  /[?&]enable_http_compression=1\b/.test(url ?? '') && /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));

const server = createServer((message, response) => void answer(message, response));
server.keepAliveTimeout = 10_000;
server.on('error', (error) => {
  report({ error: error.message });
  process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => report({ port: (server.address() as AddressInfo).port }));

process.once('SIGTERM', () => {
  server.close(() => {
    for (const { connection, end } of sessions.values()) {
      clearTimeout(end);
      connection.close();
    }
    engine.close();
    process.exit(0);
  });
  server.closeIdleConnections();
});
