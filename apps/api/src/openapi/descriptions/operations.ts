import { EventExportQuery } from '@grapevine/contracts';
import type { RouteDescription } from '../description.js';

const tag = 'Operations';

export const OPERATIONS: Readonly<Record<string, RouteDescription>> = {
  'GET /v1/events/export': {
    tag: 'The log',
    operation: 'exportEvents',
    summary: 'The stored events, one a line',
    text:
      'Numbers and keyed hashes stand in the place of identities. The last line, `export.end`, says how many came before ' +
      'it: an answer without it is not whole.',
    query: EventExportQuery,
    refuses: [429],
    answer: {
      mediaType: 'application/x-ndjson',
      text: 'One event a line, and `export.end` as the last one.',
      lines: ['ExportedEvent', 'ExportEnd'],
    },
    examples: [
      {
        name: 'messages_of_a_month',
        summary: 'What was sent and read in a month',
        query: { from: '2013-11-01', to: '2013-11-30', type: ['message.sent', 'message.read'] },
      },
    ],
  },
  'GET /v1/status': {
    tag,
    operation: 'getStatus',
    summary: 'How far the pipeline has come',
    text: '`pending_events: 0` means that every acknowledged event is in every answer.',
    answer: 'Status',
  },
  'GET /v1/data-health': {
    tag,
    operation: 'getDataHealth',
    summary: 'Why events were rejected, and what speaks for the numbers',
    text: 'Examples of rejected events are masked: they show the form of what was sent, never whom it is about.',
    answer: 'DataHealth',
  },
  'GET /health/live': { tag, operation: 'isLive', summary: 'Whether the process runs', answer: 'Liveness' },
  'GET /health/ready': {
    tag,
    operation: 'isReady',
    summary: 'Whether engines answer and workers run',
    answer: 'Readiness',
    also: { 503: { answer: 'Readiness', text: 'Not ready; `checks` says what is not.' } },
  },
  'GET /metrics': {
    tag,
    operation: 'getProcessMetrics',
    summary: 'Counters of the process, for Prometheus',
    answer: { mediaType: 'text/plain', text: 'The text format of Prometheus, version 0.0.4.' },
  },
  'GET /openapi.json': {
    tag,
    operation: 'getDocument',
    summary: 'This document',
    answer: { mediaType: 'application/json', text: 'OpenAPI 3.1' },
  },
};
