import { DeadLetterQuery, ExclusionQuery, RebuildQuery, RestatementsQuery } from '@grapevine/contracts';
import type { RouteDescription } from '../description.js';

const tag = 'Corrections';

export const CORRECTIONS: Readonly<Record<string, RouteDescription>> = {
  'GET /v1/restatements': {
    tag,
    operation: 'listRestatements',
    summary: 'Sealed numbers that became others, and why',
    text: 'The last first, in pages.',
    query: RestatementsQuery,
    answer: 'RestatementList',
    examples: [{ name: 'a_page', summary: 'The last ten', query: { limit: 10 }, answer: { data: [], next: null } }],
  },
  'GET /v1/exclusions': {
    tag,
    operation: 'listExclusions',
    summary: 'Who is left out of every metric, and who decided so',
    text: 'The decisions in pages, the last first.',
    query: ExclusionQuery,
    answer: 'ExclusionList',
    examples: [{ name: 'with_members', summary: 'With the numbers of the members', query: { members: 'true' } }],
  },
  'POST /v1/exclusions': {
    tag,
    operation: 'exclude',
    summary: 'Leave members or segments out of every metric',
    text: 'In force at once, for numbers of all times. Sealed numbers that change are restated, and say so.',
    body: 'ExclusionChange',
    answer: 'ExclusionDecision',
    examples: [
      {
        name: 'a_spammer',
        summary: 'One member, with the reason for the record',
        body: { member_ids: ['eve'], reason: 'sends advertisements' },
        answer: {
          id: '3f2a8c1e-5d7b-4e09-9a61-0c4d2b7e8f15',
          action: 'exclude',
          members: 1,
          segments: [],
          reason: 'sends advertisements',
          decided_at: '2026-11-19T13:00:00.000Z',
        },
      },
    ],
  },
  'DELETE /v1/exclusions': {
    tag,
    operation: 'include',
    summary: 'Take members or segments in again',
    body: 'ExclusionChange',
    answer: 'ExclusionDecision',
    examples: [
      {
        name: 'a_mistake',
        summary: 'The same member again',
        body: { member_ids: ['eve'], reason: 'was a mistake' },
        answer: {
          id: '8b7d6e5f-1c2d-4a3b-8e9f-7a6b5c4d3e2f',
          action: 'include',
          members: 1,
          segments: [],
          reason: 'was a mistake',
          decided_at: '2026-11-19T13:05:00.000Z',
        },
      },
    ],
  },
  'POST /v1/rebuilds/preview': {
    tag,
    operation: 'previewRebuild',
    summary: 'What another definition would make of the last twelve months',
    text: 'Changes nothing. `PATCH /v1/workspace` with `"rebuild": true` starts the change.',
    body: 'RebuildPreviewRequest',
    answer: 'RebuildPreview',
    examples: [{ name: 'another_zone', summary: 'Days of another time zone', body: { time_zone: 'Asia/Kathmandu' } }],
  },
  'GET /v1/rebuilds': {
    tag,
    operation: 'listRebuilds',
    summary: 'Changes of the definition, running and past',
    text: 'In pages, the last first.',
    query: RebuildQuery,
    answer: 'RebuildList',
  },
  'GET /v1/rebuilds/:id': {
    tag,
    operation: 'getRebuild',
    summary: 'How far a rebuild has come',
    id: 'Of a rebuild, from GET /v1/rebuilds.',
    answer: 'Rebuild',
  },
  'GET /v1/dead-letters': {
    tag,
    operation: 'listDeadLetters',
    summary: 'Acknowledged events that could not be stored',
    text: 'The oldest first, in pages. They hold keyed hashes only, and expire.',
    query: DeadLetterQuery,
    answer: 'DeadLetterList',
    examples: [{ name: 'a_page', summary: 'The first ten', query: { limit: 10 } }],
  },
  'POST /v1/dead-letters/replay': {
    tag,
    operation: 'replayDeadLetters',
    summary: 'Put dead letters back into the queue',
    body: 'Replay',
    answer: 'ReplayResult',
    examples: [{ name: 'all', summary: 'All of the workspace', body: { all: true }, answer: { replayed: 0 } }],
  },
};
