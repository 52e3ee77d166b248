import { createHash } from 'node:crypto';
import type { ExportFailure } from '@grapevine/contracts';
import type { DueAlert } from '@grapevine/database';
import { periodOf } from '../mail/export-mail.js';
import { asHtml, asText, inOneLine, messageIdOf } from '../mail/mail-words.js';
import type { Mail } from '../mail/mailer.js';

/** What an alert says. */
export function failureOf(due: DueAlert, workspaceName: string): ExportFailure {
  const { exportId, start, end } = due;
  const period = start !== null && end !== null ? { start, end } : null;
  const body = period ? JSON.stringify({ period }) : '{}';
  return {
    ...{ alert_version: 1, kind: 'export_failed' },
    workspace: { id: due.workspaceId, name: workspaceName },
    export: { id: exportId, name: due.exportName },
    run_id: due.runId,
    period,
    ...{ backfill_id: due.backfillId, correction: due.correction, attempts: due.attempts, error: due.error },
    started_at: due.startedAt?.toISOString() ?? null,
    failed_at: due.finishedAt.toISOString(),
    last_complete_at: due.lastCompleteAt?.toISOString() ?? null,
    what_to_do: `It is not tried again by itself. Mend what the error names, then run the export again: POST /v1/exports/${exportId}/runs with ${body}.`,
  };
}

/** The same for the same run, however often it is told. */
export const alertKey = ({ run_id: id }: Pick<ExportFailure, 'run_id'>): string =>
  createHash('sha256').update(`alert ${id}`).digest('hex');

/** The mail that tells of it. @param sender the address that it comes from */
export function failureMail(failure: ExportFailure, to: readonly string[], sender: string): Mail {
  const { name } = failure.export;
  const period = failure.period ? periodOf(failure.period) : 'no period yet';
  const words = {
    headline: `The export ${name} has failed, and is not tried again.`,
    facts: factsOf(failure, period),
    closing: failure.what_to_do,
  };
  const idempotencyKey = alertKey(failure);
  return {
    ...{ to, recipients: to, subject: inOneLine(`Export failed: ${name}, ${period}`) },
    ...{ text: asText(words), html: asHtml(words), parts: [] },
    ...{ messageId: messageIdOf(idempotencyKey, to, sender), idempotencyKey },
  };
}

function factsOf(failure: ExportFailure, period: string): [string, string][] {
  const kind = failure.backfill_id ? 'of a backfill' : failure.correction ? 'a correction' : undefined;
  return [
    ['Workspace', failure.workspace.name],
    ['Export', failure.export.name],
    ['Period', period],
    ...(kind ? [['Kind', kind] satisfies [string, string]] : []),
    ['What happened', failure.error],
    ['Attempts', String(failure.attempts)],
    ['Failing since', failure.started_at ?? failure.failed_at],
    ['Given up', failure.failed_at],
    ['Last delivered', failure.last_complete_at ?? 'never'],
    ['Run', failure.run_id],
  ];
}
