import { Problem } from '@grapevine/contracts';
import type { z } from 'zod';
import { AuditError } from './audit-error.js';

/** Parameters of a question; undefined ones are left out, several values are given one by one. */
export type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** The question as text, for people and for the address. */
export function questionOf(parameters: Parameters): string {
  const given = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [values].flat()) if (value !== undefined) given.append(name, String(value));
  }
  return given.toString();
}

/** The running server, asked with a key of the workspace. Whatever keeps it from answering is an AuditError. */
export class Server {
  constructor(
    readonly url: string,
    private readonly key: string,
  ) {}

  async get<S extends z.ZodType>(schema: S, path: string, parameters: Parameters = {}): Promise<z.infer<S>> {
    const response = await this.request(path, parameters);
    const answer = schema.safeParse(await this.whole(response.json()));
    if (answer.success) return answer.data;
    throw new AuditError(
      `${path} gave something that this version of the audit does not know. Use the server's own version.`,
    );
  }

  /** The lines of an answer, as they come. */
  async *lines(path: string, parameters: Parameters = {}): AsyncGenerator<string> {
    const response = await this.request(path, parameters);
    const decoder = new TextDecoder();
    let rest = '';
    const pieces = (response.body ?? new ReadableStream<Uint8Array>())[Symbol.asyncIterator]();
    for (let piece = await this.whole(pieces.next()); !piece.done; piece = await this.whole(pieces.next())) {
      const lines = (rest + decoder.decode(piece.value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  }

  private async request(path: string, parameters: Parameters): Promise<Response> {
    const base = this.url.endsWith('/') ? this.url : `${this.url}/`;
    const address = new URL(`${path.slice(1)}?${questionOf(parameters)}`, base);
    const response = await fetch(address, { headers: { authorization: `Bearer ${this.key}` } }).catch(() => {
      throw new AuditError(`No server answers at ${this.url}. Start it, or name another with --url.`);
    });
    if (response.ok) return response;
    const problem = Problem.safeParse(await response.json().catch(() => undefined));
    if (problem.success) throw new AuditError(`${path} answered ${response.status}: ${problem.data.detail}`);
    throw new AuditError(`${this.url} answered ${response.status}, not as a Grapevine server does. Check --url.`);
  }

  private async whole<T>(part: Promise<T>): Promise<T> {
    return part.catch((error: Error) => {
      throw new AuditError(`The answer of ${this.url} broke off (${error.message}). Try again.`);
    });
  }
}
