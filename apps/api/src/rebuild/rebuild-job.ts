import type { RebuildRecord } from '@grapevine/database';
import type { JobQueues } from '@grapevine/queue';

/** The job of the next step. It has the step's number in its id, so that however often it is added it is there once. */
export const rebuildJobId = ({ id, plan, stepsDone }: RebuildRecord): string => `${id}-${plan ? stepsDone + 1 : 0}`;

/** Has the next step of a rebuild done; doing so again changes nothing. @throws QueueUnavailableError */
export function addRebuildJob(queues: Pick<JobQueues, 'add'>, rebuild: RebuildRecord): Promise<void> {
  return queues.add('rebuild', { version: 1, rebuild_id: rebuild.id }, rebuildJobId(rebuild));
}
