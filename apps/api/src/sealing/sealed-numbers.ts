import type { PointKey, StoredPoint } from '@grapevine/database';
import { type BaseCount, metricOf, type SealBasis, type Span } from '@grapevine/metrics';
import type { AskedWorkspace } from '../query/asked-workspace.js';

/** Under which grain and window the points of a span are stored. */
export const namesOf = (span: Span): Pick<PointKey, 'grain' | 'window'> =>
  typeof span === 'string'
    ? { grain: span, window: 'calendar' }
    : { grain: 'day', window: `rolling_${span.rollingDays}` };

/** What a number that is computed now depends on, besides the events of its days. */
export const basisOf = (count: BaseCount, { workspace, population }: AskedWorkspace): SealBasis => ({
  metricVersion: metricOf(count).version,
  revision: workspace.revision,
  exclusions: population.exclusions,
});

/** How many decisions a fingerprint of exclusions counts. */
export const decisionsIn = ({ exclusions }: Pick<StoredPoint, 'exclusions'>): number =>
  Number(exclusions.split(':', 1)[0]);
