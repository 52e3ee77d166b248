import { z } from 'zod';

/** Integers below this are epoch seconds sent by mistake: as milliseconds they would lie before March 1973. */
const LEAST_MILLISECONDS = 100_000_000_000;
/** The last instant that the warehouse's DateTime64 can hold. */
const LAST_INSTANT = Date.UTC(2299, 11, 31);

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

type Reading = { ms: number } | { wrong: string };

/** Reads RFC 3339; unlike Date.parse it refuses dates that do not exist (2013-02-30) and times without an offset. */
function readText(text: string): Reading {
  const m = RFC3339.exec(text);
  if (!m) return { wrong: 'must be RFC 3339 with an offset (2013-12-19T14:00:00Z) or integer epoch milliseconds' };
  const [year, month, day, hour, minute, second] = [m[1], m[2], m[3], m[4], m[5], m[6]].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(local);
  const exists =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!exists) return { wrong: 'is not a date and time that exists' };
  const offsetHours = Number(m[9] ?? 0);
  const offsetMinutes = Number(m[10] ?? 0);
  if (offsetHours > 23 || offsetMinutes > 59) return { wrong: 'has an offset that does not exist' };
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (m[8] === '-' ? -1 : 1);
  const milliseconds = m[7] ? Number(m[7].padEnd(3, '0').slice(0, 3)) : 0;
  return { ms: local + milliseconds - offset };
}

function readNumber(value: number): Reading {
  if (!Number.isSafeInteger(value)) return { wrong: 'must be an integer number of milliseconds' };
  if (value < LEAST_MILLISECONDS) return { wrong: 'looks like seconds: send epoch milliseconds' };
  return { ms: value };
}

/** An instant as RFC 3339 text or integer epoch milliseconds; gives epoch milliseconds, finer fractions cut off. */
export const occurredAt = z.union([z.string(), z.number()]).transform((value, context): number => {
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
