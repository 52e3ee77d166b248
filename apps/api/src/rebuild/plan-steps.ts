import type { RebuildStep } from '@grapevine/database';

/** Rows that one statement copies: seconds of work, of which a kill loses no more. */
const STEP_EVENTS = 250_000;

export interface LogDay {
  readonly day: string;
  readonly events: number;
}

/**
 * Cuts the log into steps: the days of one month at most, and about STEP_EVENTS rows; a day with more is cut into shares.
 *
 * @param days those that have events, in order
 */
export function planSteps(days: readonly LogDay[], most = STEP_EVENTS): RebuildStep[] {
  const steps: RebuildStep[] = [];
  let open: RebuildStep | undefined;
  for (const { day, events } of days) {
    const fits = open && open.to.slice(0, 7) === day.slice(0, 7) && open.events + events <= most;
    if (open && fits) open = { ...open, to: day, days: open.days + 1, events: open.events + events };
    else {
      if (open) steps.push(open);
      open = undefined;
      if (events > most) steps.push(...sharesOf(day, events, most));
      else open = { from: day, to: day, share: 0, shares: 1, days: 1, events };
    }
  }
  return open ? [...steps, open] : steps;
}

function sharesOf(day: string, events: number, most: number): RebuildStep[] {
  const shares = Math.ceil(events / most);
  const each = Math.floor(events / shares);
  return Array.from({ length: shares }, (_, share) => {
    const last = share === shares - 1;
    return {
      from: day,
      to: day,
      share,
      shares,
      days: last ? 1 : 0,
      events: last ? events - each * (shares - 1) : each,
    };
  });
}
