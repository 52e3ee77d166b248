import { z } from 'zod';

/** Integers below this are epoch seconds sent by mistake: as milliseconds they would lie before March 1973. */
const LEAST_MILLISECONDS = 100_000_000_000;
/** Events lie before this instant: it is the last that the warehouse's DateTime64 can hold. Epoch milliseconds. */
export const LAST_INSTANT = Date.UTC(2299, 11, 31);

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
const FORMS = 'must be RFC 3339 with an offset (2013-12-19T14:00:00Z) or integer epoch milliseconds';
const NO_SUCH_TIME = 'is not a date and time that exists';

type Reading = { ms: number } | { wrong: string };

/** Reads RFC 3339; unlike Date.parse it refuses dates that do not exist (2013-02-30) and times without an offset. */
function readText(text: string): Reading {
  const m = RFC3339.exec(text);
  if (!m) return { wrong: /^-?\d+$/.test(text) ? 'is a number written as text: leave out the quotes' : FORMS };
  const [year, month, day, hour, minute, second] = [m[1], m[2], m[3], m[4], m[5], m[6]].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
  const back = new Date(local);
  const exists =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second <= 60;
  if (!exists) return { wrong: NO_SUCH_TIME };
  const offsetHours = Number(m[9] ?? 0);
  const offsetMinutes = Number(m[10] ?? 0);
  if (offsetHours > 23 || offsetMinutes > 59) return { wrong: 'has an offset that does not exist' };
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (m[8] === '-' ? -1 : 1);
  if (second === 60) return readLeapSecond(local - offset);
  const milliseconds = m[7] ? Number(m[7].padEnd(3, '0').slice(0, 3)) : 0;
  return { ms: local + milliseconds - offset };
}

/**
 * RFC 3339 has leap seconds, 23:59:60 UTC at the end of a month; epoch milliseconds have no room for them. The last millisecond
 * before stands for one, which is on the right day.
 *
 * @param ms the second before it
 */
function readLeapSecond(ms: number): Reading {
  const next = new Date(ms + 1000);
  const endsMonth = next.getUTCDate() === 1 && next.getUTCHours() === 0 && next.getUTCMinutes() === 0;
  return endsMonth ? { ms: ms + 999 } : { wrong: NO_SUCH_TIME };
}

function readNumber(value: number): Reading {
  // First: many languages give seconds with a fraction.
  if (value < LEAST_MILLISECONDS) return { wrong: 'looks like seconds: send epoch milliseconds' };
  if (value >= LAST_INSTANT) {
    return { wrong: 'lies after 2299: send epoch milliseconds, not micro- or nanoseconds' };
  }
  if (!Number.isInteger(value)) return { wrong: 'must be an integer number of milliseconds' };
  return { ms: value };
}

/** An instant as RFC 3339 text or integer epoch milliseconds; gives epoch milliseconds, finer fractions cut off. */
export const occurredAt = z.union([z.string(), z.number()], { error: FORMS }).transform((value, context): number => {
  const reading = typeof value === 'string' ? readText(value) : readNumber(value);
  const wrong =
    'wrong' in reading
      ? reading.wrong
      : reading.ms < 0
        ? 'lies before 1970'
        : reading.ms >= LAST_INSTANT
          ? 'lies after 2299'
          : undefined;
  if (wrong !== undefined) {
    context.addIssue({ code: 'custom', message: wrong });
    return z.NEVER;
  }
  return (reading as { ms: number }).ms;
});
