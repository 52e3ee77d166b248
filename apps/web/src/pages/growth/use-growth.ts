import { useSeries, useStatus } from '../../app/api/questions.js';
import { resolveRange } from '../../app/range/range.js';
import { useRange } from '../../app/range/use-range.js';

const MONTHLY_ACTIVES = { metric: 'active_members', grain: 'month' } as const;
const SIGNUPS = { metric: 'signups', grain: 'month' } as const;

/** What the page of growth asks: monthly actives and sign-ups over the range of its address, and how current they are. */
export function useGrowth() {
  const [range] = useRange();
  const status = useStatus();
  // Every answer says where the data begins; the default one is at hand, or as good as any.
  const any = useSeries(MONTHLY_ACTIVES, range === 'all');
  const days = resolveRange(range, { from: any.data?.meta.data_from, through: status.data?.data_through });
  const active = useSeries({ ...MONTHLY_ACTIVES, ...days }, days !== undefined);
  const signups = useSeries({ ...SIGNUPS, ...days }, days !== undefined);
  return { status, active, signups };
}
