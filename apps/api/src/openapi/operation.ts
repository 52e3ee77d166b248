import { FORMATS, MEDIA_TYPES } from '@grapevine/contracts';
import { TITLES } from '../http/problem-error.js';
import { SESSION_COOKIE } from '../workspaces/session-cookie.js';
import type { DeclaredRoute } from './declared-routes.js';
import type { Example, RouteDescription, TextAnswer } from './description.js';
import { type AnswerName, type BodyName, type Json, querySchema, refTo } from './schemas.js';

/** How a request says who it is. The session is what the dashboard uses. */
export const SECURITY_SCHEMES: Json = {
  bearer: { type: 'http', scheme: 'bearer', description: '`Authorization: Bearer KEY`' },
  basic: { type: 'http', scheme: 'basic', description: 'The key as the user name, without a password.' },
  session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'The cookie of the dashboard.' },
};

/** Refusals that come about in more than one place, by status. */
export const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request or its body cannot be read.',
  401: 'No key, or one that is unknown or revoked.',
  403: 'The key lacks the scope.',
  404: 'The workspace has nothing of this id.',
  406: 'Accept names no form that this answer has; `errors` lists those that there are.',
  409: 'It cannot be changed like this: the detail says why, and what to do.',
  413: 'The body is too large.',
  415: 'Content-Type or Content-Encoding is none that is read.',
  422: 'A parameter is wrong; `errors` names each, and lists what is allowed. Or the question needs too much time or memory.',
  429: 'Too many at once. Come back after `Retry-After` seconds.',
  500: 'A fault of the server; its log says more.',
  503: 'An engine is away or busy. Come back after `Retry-After` seconds.',
};

/** A route as an operation of the document. */
export function operationOf(route: DeclaredRoute, description: RouteDescription): Json {
  const text = [description.text, accessText(route)].filter((part) => part !== undefined).join('\n\n');
  const parameters = [...pathParameters(description), ...queryParameters(description)];
  return {
    operationId: description.operation,
    tags: [description.tag],
    summary: description.summary,
    ...(text === '' ? {} : { description: text }),
    security: securityOf(route),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(description.body ? { requestBody: requestBody(description.body, description) } : {}),
    responses: responsesOf(route, description),
  };
}

function accessText({ access }: DeclaredRoute): string | undefined {
  if (access === 'anybody') return undefined;
  if (access === 'session') return 'Needs the session of a person: keys are refused.';
  return `Needs a key with the scope \`${access}\`.`;
}

function securityOf({ access }: DeclaredRoute): Json[] {
  if (access === undefined || access === 'anybody') return [];
  if (access === 'session') return [{ session: [] }];
  return Object.keys(SECURITY_SCHEMES).map((scheme) => ({ [scheme]: [access] }));
}

function pathParameters({ id }: RouteDescription): Json[] {
  if (id === undefined) return [];
  return [{ name: 'id', in: 'path', required: true, description: id, schema: { type: 'string', format: 'uuid' } }];
}

function queryParameters({ query, choices = {}, examples = [] }: RouteDescription): Json[] {
  if (!query) return [];
  const { properties, required } = querySchema(query);
  return Object.entries(properties).map(([name, { description, ...schema }]) => {
    const shown = examples.filter((example) => example.query?.[name] !== undefined);
    return {
      name,
      in: 'query',
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: { ...schema, ...(choices[name] ? { enum: choices[name] } : {}) },
      ...(shown.length > 0 ? { examples: examplesOf(shown, (example) => example.query?.[name]) } : {}),
    };
  });
}

function requestBody(body: BodyName, { bodyAlso = {}, examples = [] }: RouteDescription): Json {
  const shown = examples.filter((example) => example.body !== undefined);
  const others = Object.entries(bodyAlso).map(([type, text]) => [
    type,
    { schema: { type: 'string', description: text } },
  ]);
  return {
    required: true,
    content: {
      'application/json': {
        schema: refTo(body),
        ...(shown.length > 0 ? { examples: examplesOf(shown, (example) => example.body) } : {}),
      },
      ...Object.fromEntries(others),
    },
  };
}

function responsesOf(route: DeclaredRoute, description: RouteDescription): Json {
  const { answer, also = {}, examples = [] } = description;
  const shown = examples.filter((example) => example.answer !== undefined);
  const success = {
    description: description.summary,
    ...(answer === undefined ? {} : { content: withOtherForms(description, contentOf(answer, shown)) }),
  };
  const refused = refusalsOf(route, description).map((status) => [
    status,
    { $ref: `#/components/responses/${nameOfRefusal(status)}` },
  ]);
  const others = Object.entries(also).map(([status, { answer: name, text }]) => [
    status,
    { description: text, content: contentOf(name, []) },
  ]);
  return {
    [description.status ?? route.status]: success,
    ...Object.fromEntries(refused),
    ...Object.fromEntries(others),
  };
}

function contentOf(answer: AnswerName | TextAnswer, shown: readonly Example[]): Json {
  if (typeof answer === 'string') {
    const examples = shown.length > 0 ? { examples: examplesOf(shown, (example) => example.answer) } : {};
    return { 'application/json': { schema: refTo(answer), ...examples } };
  }
  const { mediaType, text, lines } = answer;
  const form = lines ? { anyOf: lines.map(refTo) } : { type: mediaType === 'application/json' ? 'object' : 'string' };
  return { [mediaType]: { schema: { description: text, ...form } } };
}

const hasForms = ({ query }: RouteDescription): boolean => query !== undefined && 'format' in query.shape;

/** Where the parameter `format` or Accept chooses: after the form that is described every other one, without a schema. */
function withOtherForms(description: RouteDescription, content: Json): Json {
  if (!hasForms(description)) return content;
  const others = FORMATS.map((format) => MEDIA_TYPES[format]).filter((type) => !(type in content));
  return { ...content, ...Object.fromEntries(others.map((type) => [type, {}])) };
}

/** Which refusals a route can give follows from what it takes. */
function refusalsOf({ access, takes }: DeclaredRoute, description: RouteDescription): number[] {
  const { body, refuses = [], also = {} } = description;
  const behindKey = access === 'anybody' ? [] : [401, 403, 503];
  const ofBody = body ? [400, 413, 415, 422, 503] : [];
  const statuses = new Set([...refuses, ...behindKey, ...ofBody, ...(takes.id ? [404] : []), 500]);
  if (takes.query) statuses.add(422);
  if (hasForms(description)) statuses.add(406);
  return [...statuses].filter((status) => !(status in also)).sort((a, b) => a - b);
}

/** `UnprocessableContent` for 422. */
export const nameOfRefusal = (status: number): string => (TITLES[status] ?? String(status)).replaceAll(' ', '');

function examplesOf(examples: readonly Example[], valueOf: (example: Example) => unknown): Json {
  return Object.fromEntries(
    examples.map((example) => [example.name, { summary: example.summary, value: valueOf(example) }]),
  );
}
