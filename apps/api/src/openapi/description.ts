import type { z } from 'zod';
import type { AnswerName, BodyName } from './schemas.js';

/** The parts of the document, in its order, and what each is for. */
export const TAGS = {
  'Sending events': 'Take events in. An acknowledged event is stored; sending it again changes no number.',
  'Reading numbers':
    'Exact numbers, period by period. Each answer names the definition and its version, the time zone, and how far the ' +
    'data reaches; each row says whether its period is over (`complete`) and its number final (`sealed`).',
  'The log': 'The events as they are stored, to check numbers by other means.',
  Exports: 'Numbers and events brought to where they are needed, as files that can be checked.',
  Corrections: 'What changes numbers after the fact, and the record of it.',
  'Workspace and keys': 'Settings of the workspace that the key belongs to, and its keys.',
  'People and sessions': 'Who may sign in to the dashboard, and how.',
  Operations: 'Health, lag, and this document.',
} as const;
export type Tag = keyof typeof TAGS;

/** A request as somebody would send it. It works; where it shows an answer, that is what comes. */
export interface Example {
  /** The same in parameters, body and answer, which tells what belongs together. */
  readonly name: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: unknown;
  readonly answer?: unknown;
}

/** A text that is not JSON. */
export interface TextAnswer {
  readonly mediaType: string;
  readonly text: string;
  /** Of each line, where lines have a form. */
  readonly lines?: readonly AnswerName[];
}

/** What the document says of a route beyond what its controller declares. The boot refuses a route that has none. */
export interface RouteDescription {
  readonly tag: Tag;
  /** A name for clients, `getSeries`. */
  readonly operation: string;
  readonly summary: string;
  readonly text?: string;
  /** What the id in its path is of. */
  readonly id?: string;
  readonly query?: z.ZodObject;
  /** Values of parameters that a registry allows, where the schema only says text. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  readonly body?: BodyName;
  /** Other forms of the body, by media type. */
  readonly bodyAlso?: Readonly<Record<string, string>>;
  /** Of a success; left out: it has no content. */
  readonly answer?: AnswerName | TextAnswer;
  /** Where the handler sets the status of a success itself. */
  readonly status?: number;
  /** Answers of other statuses that are no problem+json. */
  readonly also?: Readonly<Record<number, { readonly answer: AnswerName; readonly text: string }>>;
  /** Refusals of its own, beside those that follow from what it takes. */
  readonly refuses?: readonly number[];
  readonly examples?: readonly Example[];
}
