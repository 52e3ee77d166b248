export { buildRows, type IncomingRow, memberHashes } from './build-rows.js';
export { LocalDays } from './local-days.js';
export type { Outcome } from './outcome.js';
export { Pseudonymiser } from './pseudonymise.js';
export { fromQueueRow, type QueuedEvent, toQueueRow } from './queued-event.js';
export { validateEvent } from './validate.js';
