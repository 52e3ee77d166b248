import { AnnotationsQuery, KeyQuery } from '@grapevine/contracts';
import type { RouteDescription } from '../description.js';

const tag = 'Workspace and keys';

export const WORKSPACE: Readonly<Record<string, RouteDescription>> = {
  'GET /v1/workspace': {
    tag,
    operation: 'getWorkspace',
    summary: 'The settings of the workspace',
    answer: 'Workspace',
  },
  'PATCH /v1/workspace': {
    tag,
    operation: 'changeWorkspace',
    summary: 'Change settings',
    text:
      'Time zone, activity types and dimensions change at once while there are no events; afterwards the change is a ' +
      'rebuild of every number, asked for with `"rebuild": true`.',
    body: 'WorkspaceChange',
    answer: 'Workspace',
    refuses: [409],
    examples: [{ name: 'a_name', summary: 'Call it something', body: { name: 'Example messenger' } }],
  },
  'GET /v1/annotations': {
    tag,
    operation: 'listAnnotations',
    summary: 'Notes on days, for charts',
    text: 'By date, in pages.',
    query: AnnotationsQuery,
    answer: 'AnnotationList',
    examples: [{ name: 'of_a_month', summary: 'Of one month', query: { from: '2013-12-01', to: '2013-12-31' } }],
  },
  'POST /v1/annotations': {
    tag,
    operation: 'addAnnotation',
    summary: 'Note what happened on a day',
    body: 'NewAnnotation',
    answer: 'Annotation',
    examples: [{ name: 'a_release', summary: 'A release', body: { date: '2013-12-19', text: 'Voice messages' } }],
  },
  'PATCH /v1/annotations/:id': {
    tag,
    operation: 'changeAnnotation',
    summary: 'Change a note, or its day',
    id: 'Of an annotation, from GET /v1/annotations.',
    body: 'AnnotationChange',
    answer: 'Annotation',
  },
  'DELETE /v1/annotations/:id': {
    tag,
    operation: 'deleteAnnotation',
    summary: 'Delete a note',
    id: 'Of an annotation, from GET /v1/annotations.',
  },
  'GET /v1/keys': {
    tag,
    operation: 'listKeys',
    summary: 'The keys of the workspace',
    text: 'The oldest first, in pages; revoked ones too.',
    query: KeyQuery,
    answer: 'KeyList',
    examples: [{ name: 'a_page', summary: 'The first ten', query: { limit: 10 } }],
  },
  'POST /v1/keys': {
    tag,
    operation: 'createKey',
    summary: 'Make a key',
    text: 'The answer is the only one that ever holds the key itself.',
    body: 'NewKey',
    answer: 'CreatedKey',
    examples: [
      { name: 'a_reader', summary: 'For somebody who reads', body: { name: 'notebook of Ada', scopes: ['read'] } },
    ],
  },
  'DELETE /v1/keys/:id': {
    tag,
    operation: 'revokeKey',
    summary: 'Revoke a key; it stops within a second',
    id: 'Of a key, from GET /v1/keys.',
  },
};
