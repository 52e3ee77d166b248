import type { GrowthRow } from '@grapevine/contracts';
import { type Period, periodBefore, type Span } from './calendar.js';
import { type BaseCount, type CountRequest, type CountTable, SealWitness } from './counts.js';
import { type Question, request, withEarlier } from './question.js';

/** The counts of growth accounting, each from sets of its own. */
const GROWTH_COUNTS: readonly BaseCount[] = [
  'active_members',
  'new_members',
  'retained_members',
  'resurrected_members',
  'churned_members',
];

/** The counts of the periods asked for and, since the check needs its active members, of the one before. */
export function growthNeeds(question: Question): CountRequest[] {
  return request(GROWTH_COUNTS, question.span, withEarlier(question, 1), question);
}

/** (new + resurrected) / churned; null where nobody churned, or a count is unknown. */
export function quickRatio(added: number | null, resurrected: number | null, churned: number | null): number | null {
  if (added === null || resurrected === null || !churned) return null;
  return (added + resurrected) / churned;
}

type Accounts = Pick<
  GrowthRow,
  'active' | 'new' | 'retained' | 'resurrected' | 'churned' | 'net' | 'quick_ratio' | 'identity_holds' | 'sealed'
>;

const UNKNOWN: Accounts = {
  active: null,
  new: null,
  retained: null,
  resurrected: null,
  churned: null,
  net: null,
  quick_ratio: null,
  identity_holds: true,
  sealed: false,
};

/**
 * The growth accounting of one period. The five counts were taken independently of each other, so that
 * A(p) = A(p-1) + new + resurrected - churned and A(p) = new + retained + resurrected are checks and not definitions.
 *
 * @param table holds what growthNeeds asked for
 */
export function accountsOf(period: Period, span: Span, table: CountTable): Accounts {
  const counts = new SealWitness(table);
  const [active, added, retained, resurrected, churned] = GROWTH_COUNTS.map((count) => counts.of(count, period, span));
  if (active == null || added == null || retained == null || resurrected == null || churned == null) return UNKNOWN;
  const before = table.of('active_members', periodBefore(period, span, 1), span) ?? 0;
  return {
    active,
    new: added,
    retained,
    resurrected,
    churned,
    net: added + resurrected - churned,
    quick_ratio: quickRatio(added, resurrected, churned),
    sealed: counts.allSealed,
    identity_holds: active === before + added + resurrected - churned && active === added + retained + resurrected,
  };
}
