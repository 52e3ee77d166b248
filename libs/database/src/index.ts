export { type AnnotationRecord, Annotations } from './annotations.js';
export { Audits } from './audits.js';
export { type Database, openDatabase } from './data-source.js';
export { DayTouches, type TouchedDays } from './day-touches.js';
export { DeadLetters } from './dead-letters.js';
export { DemoFillings } from './demo-fillings.js';
export { type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from './embedded/embedded-postgres.js';
export type { DeadLetterEntity } from './entities/dead-letter.entity.js';
export { KeyEntity } from './entities/key.entity.js';
export { PersonEntity } from './entities/person.entity.js';
export { SessionEntity } from './entities/session.entity.js';
export { SignInTokenEntity } from './entities/sign-in-token.entity.js';
export { type RevisionSettings, WorkspaceEntity } from './entities/workspace.entity.js';
export { ExclusionVersions } from './exclusion-versions.js';
export { type DueAlert, ExportAlerts } from './export-alerts.js';
export { type BackfillRecord, ExportBackfills } from './export-backfills.js';
export { ExportCorrections, type LastDelivery, type SeenState } from './export-corrections.js';
export { ExportReceipts } from './export-receipts.js';
export { type ExportRunRecord, ExportRuns } from './export-runs.js';
export { ExportSchedules } from './export-schedules.js';
export {
  type AlertRecord,
  type DestinationRecord,
  type ExportRecord,
  type ExportSettings,
  Exports,
  type S3Record,
  type SlackRecord,
  type WebhookRecord,
} from './exports.js';
export { withInstance } from './instance.js';
export { Ledger, type NewDeadLetter } from './ledger.js';
export { MemberRegistry } from './member-registry.js';
export type { RebuildRecord, RebuildStep } from './rebuild-record.js';
export { Rebuilds } from './rebuilds.js';
export { type RejectedExample, RejectedExamples } from './rejected-examples.js';
export { type PointKey, Restatements } from './restatements.js';
export { StaleRevisionsError } from './revision-lock.js';
export type { Explanation } from './seal-basis.js';
export {
  type ChangedFigure,
  type DeliveryReview,
  type NewDeliveries,
  SealedDeliveries,
} from './sealed-deliveries.js';
export { type NewPoint, SealedPoints, type StoredPoint } from './sealed-points.js';
export { SignInAttempts } from './sign-in-attempts.js';
