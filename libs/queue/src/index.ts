export { openPostgresBackend, openRedisBackend, type QueueBackend } from './backend.js';
export { newBatchId } from './batch-id.js';
export type { JobName, Payload } from './catalogue.js';
export { JobQueues } from './job-queues.js';
export { type JobContext, type JobHandler, JobWorkers } from './job-workers.js';
export { QueueUnavailableError } from './queue-unavailable.js';
