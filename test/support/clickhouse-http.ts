import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** What a request asks of ClickHouse, once it is taken apart as the server's HTTPHandler does. */
export interface StatementRequest {
  readonly queryId: string | undefined;
  /** Requests of one session share what is temporary. */
  readonly sessionId: string | undefined;
  readonly database: string | undefined;
  readonly statement: string;
  /** An INSERT that comes without a single row is a success that does nothing. */
  readonly emptyInsert: boolean;
  readonly defaultFormat: string;
  readonly settings: ReadonlyMap<string, string>;
  /** Bound parameters as they came: text with ClickHouse's escapes. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly user: string;
  readonly password: string;
}

/** Parameters of the URL that are about the exchange, not the query. */
const NOT_SETTINGS = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'user',
  'password',
  'role',
  'session_id',
]);

/** Settings of the HTTP server alone, which the engine does not know; answers are whole and complete here anyway. */
const HTTP_SETTINGS =
  /^(wait_end_of_query|enable_http_compression|http_.*|send_progress_in_http_headers|buffer_size|compress|decompress)$/;

/** Reads a request: the query is that of the URL followed by the body, which may be compressed. */
export async function readStatement(message: IncomingMessage): Promise<StatementRequest> {
  const url = new URL(message.url ?? '/', 'http://front');
  const body = await readBody(message);
  const query = url.searchParams.get('query') ?? '';
  const settings = new Map<string, string>();
  const parameters = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (name.startsWith('param_')) parameters.set(name.slice('param_'.length), value);
    else if (!NOT_SETTINGS.has(name) && !HTTP_SETTINGS.test(name)) settings.set(name, value);
  }
  // As on the server: what is asked with GET cannot change anything.
  if (message.method === 'GET') settings.set('readonly', '2');
  return {
    queryId: url.searchParams.get('query_id') ?? undefined,
    sessionId: url.searchParams.get('session_id') ?? undefined,
    database: url.searchParams.get('database') ?? undefined,
    statement: query === '' ? body : `${query}\n${body}`,
    emptyInsert: /^\s*INSERT\b/i.test(query) && body.trim() === '',
    defaultFormat: url.searchParams.get('default_format') ?? 'TabSeparated',
    settings,
    parameters,
    ...credentials(message.headers, url.searchParams),
  };
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  return (message.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8');
}

function credentials(headers: IncomingHttpHeaders, url: URLSearchParams): { user: string; password: string } {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [user = '', ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    return { user, password: password.join(':') };
  }
  const given = (header: string, name: string) => String(headers[header] ?? url.get(name) ?? '');
  return { user: given('x-clickhouse-user', 'user') || 'default', password: given('x-clickhouse-key', 'password') };
}

/** Status codes by exception code, after exceptionCodeToHTTPStatus() of ClickHouse; every other one is 500. */
const STATUS_OF: readonly (readonly [status: number, codes: readonly number[]])[] = [
  [400, [6, 8, 9, 10, 15, 26, 27, 33, 36, 38, 41, 43, 44, 53, 62, 69, 72, 117, 168, 427]],
  [403, [192, 193, 497, 516]],
  [404, [46, 47, 50, 56, 60, 63, 73, 78, 81, 115]],
  [408, [159, 160]],
  [501, [48]],
  [503, [76, 209]],
];

/** An exception of the engine as the server would send it. */
export function exceptionOf(error: unknown): { readonly status: number; readonly code: string; readonly text: string } {
  const message = error instanceof Error ? error.message : String(error);
  const known = /Code: (\d+)\. /.exec(message)?.[1];
  const code = known ?? '1002';
  const text = known === undefined ? `Code: 1002. DB::Exception: ${message}. (UNKNOWN_EXCEPTION)` : message;
  return { status: STATUS_OF.find(([, codes]) => codes.includes(Number(code)))?.[0] ?? 500, code, text };
}

/** A text as a string literal of ClickHouse. */
export const literal = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
