import type { JobQueues } from '@grapevine/queue';

/** Has a run done. Its id is the job's: however often it is added, it is there once. @throws QueueUnavailableError */
export function addExportJob(queues: Pick<JobQueues, 'add'>, runId: string): Promise<void> {
  return queues.add('run-export', { version: 1, run_id: runId }, runId);
}

/** Has somebody told of a run that failed for good. @throws QueueUnavailableError */
export function addAlertJob(queues: Pick<JobQueues, 'add'>, runId: string): Promise<void> {
  return queues.add('send-alert', { version: 1, run_id: runId }, runId);
}
