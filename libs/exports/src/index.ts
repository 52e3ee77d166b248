export { ENCODERS } from './encoders.js';
export { metadataOf } from './metadata.js';
export type { Batch, TableHead } from './table.js';
