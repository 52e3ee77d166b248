import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Schema {
  readonly [keyword: string]: unknown;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Examples = Readonly<Record<string, { readonly value: unknown }>>;

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required: boolean;
  readonly schema: Schema;
  readonly examples?: Examples;
}

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly examples?: Examples }>>;

interface Described {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Content }>>;
}

/** The parts of the document that tests read. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, { readonly content: Content }>>;
  };
}

/** One operation, with its examples put together again: what has one name belongs together. */
export class Operation {
  readonly id: string;
  readonly method: string;
  readonly parameters: readonly Parameter[];

  constructor(
    method: string,
    readonly path: string,
    readonly described: Described,
  ) {
    this.method = method.toUpperCase();
    this.id = described.operationId;
    this.parameters = described.parameters ?? [];
  }

  /** Whether a request without anything is none. */
  get needs(): boolean {
    return this.described.requestBody !== undefined || this.parameters.some(({ required }) => required);
  }

  get scopes(): readonly string[] {
    return this.described.security.flatMap((scheme) => Object.values(scheme).flat());
  }

  get successStatus(): number {
    return Math.min(...Object.keys(this.described.responses).map(Number));
  }

  exampleNames(): string[] {
    const all = [...this.parameters, this.body(), this.success()].flatMap((part) => Object.keys(part?.examples ?? {}));
    return [...new Set(all)];
  }

  /** @param other parameters in the place of those of the example */
  pathOf(name: string | undefined, other: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams();
    for (const parameter of this.parameters) {
      const value = other[parameter.name] ?? (name === undefined ? undefined : parameter.examples?.[name]?.value);
      if (value !== undefined) for (const one of [value].flat()) query.append(parameter.name, String(one));
    }
    return `${this.path}${query.size > 0 ? `?${query}` : ''}`;
  }

  bodyOf(name: string | undefined): unknown {
    return name === undefined ? undefined : this.body()?.examples?.[name]?.value;
  }

  answerOf(name: string): unknown {
    return this.success()?.examples?.[name]?.value;
  }

  private body() {
    return this.described.requestBody?.content['application/json'];
  }

  private success() {
    return this.described.responses[this.successStatus]?.content?.['application/json'];
  }
}

/** The document of the API, and whether what is answered fits it. */
export class ApiDocument {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(private readonly document: Document) {
    (formats as unknown as (ajv: Ajv2020) => void)(this.ajv);
    this.ajv.addSchema(closed(document) as object, 'document');
  }

  operations(): Operation[] {
    return Object.entries(this.document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, described]) => new Operation(method, path, described)),
    );
  }

  /** @throws Error where there is none */
  operation(id: string): Operation {
    const found = this.operations().find((operation) => operation.id === id);
    if (!found) throw new Error(`The document has no operation ${id}.`);
    return found;
  }

  /** What in an answer is not as the document says; a field that it does not have is one such thing. */
  faultsOf({ described }: Operation, status: number, body: unknown): string[] {
    const response = described.responses[status];
    if (!response) return [`${described.operationId} has no answer ${status}`];
    const named = response.$ref?.split('/').at(-1);
    const content = named === undefined ? response.content : this.document.components.responses[named]?.content;
    // Tables, such as CSV, are forms of their own.
    const schema = Object.values(content ?? {}).find((form) => form.schema)?.schema;
    if (!schema) return body === undefined ? [] : ['there is a body where none is described'];
    return this.faults(schema, body);
  }

  private faults(schema: Schema, value: unknown): string[] {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
    this.ajv.validate(absolute, value);
    return (this.ajv.errors ?? []).map(
      ({ instancePath, message, params }: ErrorObject) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}

/** The document as it is for today's server: answers have the fields that are described, and no others. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (part === null || typeof part !== 'object') return part;
  const inner = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]));
  const isObject = inner.type === 'object' && inner.properties !== undefined;
  return isObject && inner.additionalProperties === undefined ? { ...inner, additionalProperties: false } : inner;
}
