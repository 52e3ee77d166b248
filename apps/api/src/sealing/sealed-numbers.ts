import type { PointKey } from '@grapevine/database';
import { type BaseCount, metricOf, type Period, type SealBasis, type Span } from '@grapevine/metrics';
import type { AskedWorkspace } from '../query/asked-workspace.js';

/** Under which grain and window the points of a span are stored. */
export const namesOf = (span: Span): Pick<PointKey, 'grain' | 'window'> =>
  typeof span === 'string'
    ? { grain: span, window: 'calendar' }
    : { grain: 'day', window: `rolling_${span.rollingDays}` };

/** What a number that is computed now depends on, besides the events of its days. */
export const basisOf = (count: BaseCount, period: Period, { workspace, population }: AskedWorkspace): SealBasis => ({
  metricVersion: metricOf(count).version,
  revision: workspace.revision,
  exclusions: population.exclusions.of(period.end),
});
