import { localDayIn } from './naive-calendar.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Every instant near the beginning of a local day at which the local day changes: mostly one; three where clocks go back over midnight. Found by
 * looking at each minute, since offsets are whole minutes.
 *
 * @returns epoch milliseconds
 */
export function dayBoundaries(timeZone: string, day: string): number[] {
  const dayOf = localDayIn(timeZone);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const boundaries: number[] = [];
  let before = dayOf(midnight - 15 * HOUR_MS);
  for (let instant = midnight - 15 * HOUR_MS; instant <= midnight + 13 * HOUR_MS; instant += MINUTE_MS) {
    const now = dayOf(instant);
    if (now !== before) boundaries.push(instant);
    before = now;
  }
  return boundaries;
}
