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
  'GET /v1/keys': { tag, operation: 'listKeys', summary: 'The keys of the workspace', answer: 'KeyList' },
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
