export { buildRows, foldedStandard, type IncomingRow, memberHashes, ownDimensions } from './build-rows.js';
export { LocalDays, type OffsetPiece } from './local-days.js';
export { maskEvent } from './mask-event.js';
export type { Outcome, Rejection } from './outcome.js';
export { Pseudonymiser } from './pseudonymise.js';
export { fromQueueRow, type QueuedEvent, toQueueRow, UNSAID } from './queued-event.js';
export { validateEvent } from './validate.js';
