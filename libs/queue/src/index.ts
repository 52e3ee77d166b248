export { openPostgresBackend, openRedisBackend, type QueueBackend } from './backend.js';
export { type BatchId, newBatchId, readBatchId } from './batch-id.js';
export { JOB_NAMES, JOBS, type JobName, type Payload, type StoreEvents } from './catalogue.js';
export { JobQueues, type Pending } from './job-queues.js';
export { type JobContext, type JobHandler, type JobHandlers, type JobObserver, JobWorkers } from './job-workers.js';
