import { INGEST_LIMITS } from '@grapevine/contracts';
import type { RouteDescription } from '../description.js';
import { EXAMPLE_EVENTS } from '../examples/events.js';

const megabytes = INGEST_LIMITS.bodyBytes / 1024 / 1024;

export const SENDING: Readonly<Record<string, RouteDescription>> = {
  'POST /v1/events': {
    tag: 'Sending events',
    operation: 'sendEvents',
    summary: 'Send events',
    text:
      `One event, a list, or one event a line; at most ${INGEST_LIMITS.events} events and ${megabytes} MiB after ` +
      'decompression (`Content-Encoding: gzip` or `br`). 202 means that the accepted events are stored for good; each ' +
      'refused one is listed with its place and reason. An event with the `type` and `id` of one that was sent is the same ' +
      'event, whenever and however often it comes.',
    body: 'EventBatch',
    bodyAlso: { 'application/x-ndjson': 'One event a line, each as in `Event`.' },
    answer: 'IngestResult',
    status: 202,
    also: { 422: { answer: 'IngestResult', text: 'Every event was refused; nothing is stored.' } },
    refuses: [429],
    examples: [
      {
        name: 'two_members',
        summary: 'Two members, what they wrote in two months, and what became of one message',
        body: EXAMPLE_EVENTS,
        answer: { batch_id: '1-1795813846415-5-3ba890720b664423', accepted: EXAMPLE_EVENTS.length, rejected: [] },
      },
      {
        name: 'one_refused',
        summary: 'An event without who acted is refused, the other one is stored',
        body: [EXAMPLE_EVENTS[1], { type: 'member.active', id: 'e-9', occurred_at: '2013-12-19T13:00:00Z' }],
        answer: {
          batch_id: '1-1795813846497-1-4b4c752a5a81f05d',
          accepted: 1,
          rejected: [
            { index: 1, id: 'e-9', field: 'member_id', code: 'missing_field', message: 'member_id is needed here' },
          ],
        },
      },
    ],
  },
};
