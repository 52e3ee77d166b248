export { type Asker, noCost } from './asker.js';
export { type Shortage, WarehouseOverloadedError, WarehouseUnavailableError } from './engine-errors.js';
export { type LogLines, readLog } from './event-log.js';
export { EventWriter, type RefusedRow } from './event-writer.js';
export { ExclusionLog } from './exclusion-log.js';
export { encodeRows, INCOMING_COLUMNS } from './incoming-format.js';
export { activation } from './queries/activation.js';
export { activeMembers, activeMembersBySegment, largestSegments } from './queries/active-members.js';
export { dataRange } from './queries/data-range.js';
export {
  type DeliveryFigures,
  type DeliveryQuestion,
  deliveryFigures,
} from './queries/delivery-figures.js';
export { firstReceiptDays } from './queries/delivery-reporting.js';
export {
  type ExclusionDecisionRow,
  excludedArrivals,
  excludedMemberCount,
  exclusionDecision,
  exclusionDecisions,
  exclusionState,
  singlyExcludedMembers,
} from './queries/exclusions.js';
export { growth } from './queries/growth.js';
export { hasDeliveries } from './queries/has-deliveries.js';
export { invites, largestInviteSegments } from './queries/invites.js';
export {
  crowdedDimensions,
  isBeyond,
  type KeptValues,
  keptValues,
  loggedValues,
} from './queries/kept-values.js';
export { copyLog, copyValues, dropRevision, type LogCopy, logDays, storedDays } from './queries/log-copy.js';
export { type LogReading, loggedMonths, loggedRange } from './queries/logged-months.js';
export type { MemberCondition } from './queries/member-segments.js';
export type { Population } from './queries/population.js';
export { powerCurve } from './queries/power-curve.js';
export { COHORT_SIZE, retention } from './queries/retention.js';
export type { Breakdown, SegmentFilter } from './queries/set-question.js';
export {
  largestSignupSegments,
  type SignupQuestion,
  signupSources,
  signups,
  signupsBySegment,
} from './queries/signups.js';
export { storedEvents } from './queries/stored-events.js';
export { Warehouse } from './warehouse.js';
