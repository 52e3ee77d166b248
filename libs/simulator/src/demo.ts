import type { Simulation } from './simulate.js';
import { DAY_MS } from './world.js';

/** One member stands for so many people. */
const PEOPLE_PER_MEMBER = 400_000;
const FIRST_DAY = '2009-09-01';
const LAST_DAY = '2014-01-06';

/**
 * Monthly active users of WhatsApp, in millions, as announced (see docs/demo.md for the sources); the first is what was told later
 * of its first months. In between it grows by the same factor each day, so before April 2013 the path is an assumption.
 */
const ANNOUNCED: readonly (readonly [day: string, millions: number])[] = [
  ['2009-09-01', 0.25],
  ['2013-04-16', 200],
  ['2013-06-20', 250],
  ['2013-08-06', 300],
  ['2013-10-22', 350],
  ['2013-12-19', 400],
  ['2014-02-19', 450],
];

const dayNumber = (day: string): number => (Date.parse(day) - Date.parse(FIRST_DAY)) / DAY_MS;

/** @param day counted from the first of the demo */
function announcedOn(day: number): number {
  const next = ANNOUNCED.findIndex(([date]) => dayNumber(date) > day);
  const [[from, before], [to, after]] = [ANNOUNCED[next - 1], ANNOUNCED[next]] as [[string, number], [string, number]];
  const share = (day - dayNumber(from)) / (dayNumber(to) - dayNumber(from));
  return before * (after / before) ** share;
}

/** The service of the demo workspace: always the same log, so that filling it can be taken up again anywhere. */
export const DEMO: Simulation = {
  seed: 2009,
  members: 10_000,
  startDay: FIRST_DAY,
  days: dayNumber(LAST_DAY) + 1,
  target: (day) => (announcedOn(day) * 1_000_000) / PEOPLE_PER_MEMBER,
  bustle: 0.08,
};

/** How many events that log has. */
export const DEMO_EVENTS = 370_955;
