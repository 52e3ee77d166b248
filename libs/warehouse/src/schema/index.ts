import { bookkeeping } from './000_bookkeeping.js';
import { events } from './001_events.js';
import { memberSets } from './002_member_sets.js';
import { deliveries } from './003_deliveries.js';
import { signups } from './004_signups.js';
import { eventDays } from './005_event_days.js';
import { exclusions } from './006_exclusions.js';
import { sends } from './007_sends.js';
import { messages } from './008_messages.js';
import { dimensionValues } from './009_dimension_values.js';
import { incomingValues } from './010_incoming_values.js';
import { readDays } from './011_read_days.js';
import { fineGranules } from './012_fine_granules.js';

/**
 * Every migration of the warehouse in order. A released one is never edited; the next gets the highest number + 1, never a
 * number in between. Statements must do no harm when they run twice: ClickHouse has no transactions over DDL.
 */
export const MIGRATIONS: readonly { readonly name: string; readonly statements: readonly string[] }[] = [
  { name: '000_bookkeeping', statements: bookkeeping },
  { name: '001_events', statements: events },
  { name: '002_member_sets', statements: memberSets },
  { name: '003_deliveries', statements: deliveries },
  { name: '004_signups', statements: signups },
  { name: '005_event_days', statements: eventDays },
  { name: '006_exclusions', statements: exclusions },
  { name: '007_sends', statements: sends },
  { name: '008_messages', statements: messages },
  { name: '009_dimension_values', statements: dimensionValues },
  { name: '010_incoming_values', statements: incomingValues },
  { name: '011_read_days', statements: readDays },
  { name: '012_fine_granules', statements: fineGranules },
];
