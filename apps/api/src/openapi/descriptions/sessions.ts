import { PersonQuery } from '@grapevine/contracts';
import type { RouteDescription } from '../description.js';

const tag = 'People and sessions';

export const SESSIONS: Readonly<Record<string, RouteDescription>> = {
  'POST /v1/session': {
    tag,
    operation: 'signIn',
    summary: 'Exchange a one-time link, or an email and a password, for a session cookie',
    body: 'SignIn',
    answer: 'Session',
    refuses: [401, 403, 429],
  },
  'GET /v1/session': {
    tag,
    operation: 'getSession',
    summary: 'Who is signed in, or whose key this is',
    text:
      'Every request of a session may name the workspace that it is about, by its slug, in the header `Grapevine-Workspace`; without it it is about ' +
      'the first of `workspaces` that has events. Somebody may look at those in `workspaces`, else the answer is 404.',
    answer: 'Session',
    refuses: [404],
  },
  'DELETE /v1/session': { tag, operation: 'signOut', summary: 'End the session', refuses: [403] },
  'POST /v1/session/end-all': { tag, operation: 'endSessions', summary: 'End every session of the person' },
  'PUT /v1/account': {
    tag,
    operation: 'changeAccount',
    summary: "Set or change one's own email and password",
    text: 'All other sessions of the person end then.',
    body: 'AccountChange',
    answer: 'Session',
    refuses: [409, 429],
  },
  'GET /v1/people': {
    tag,
    operation: 'listPeople',
    summary: 'Who may sign in',
    text: 'The oldest first, in pages.',
    query: PersonQuery,
    answer: 'PersonList',
  },
  'DELETE /v1/people/:id': {
    tag,
    operation: 'removePerson',
    summary: 'Let somebody in no more; all sessions end',
    id: 'Of a person, from GET /v1/people.',
  },
  'POST /v1/sign-in-links': {
    tag,
    operation: 'createSignInLink',
    summary: 'Make a one-time link for another person',
    text: '`/sign-in#token=TOKEN`: whoever opens it sets an email and a password.',
    answer: 'SignInLink',
  },
};
