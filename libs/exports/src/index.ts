export { ENCODERS } from './encoders.js';
export { evenBatches } from './even-batches.js';
export { type ExportPeriod, periodFault, periodOfRange, rangeFault } from './export-range.js';
export { exportFileName, prefixOf } from './file-name.js';
export { idempotencyKey, manifestName, manifestText } from './manifest.js';
export { metadataOf } from './metadata.js';
export { nextOccurrence, occurrences, scheduleFault } from './schedule.js';
export type { Batch, TableHead } from './table.js';
