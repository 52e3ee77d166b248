import type { Weighted } from './chance.js';

/** The world around a messaging service in 2013: shares are of the kind then reported, none is an exact figure. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export interface Device {
  readonly platform: string;
  /** Some apps do not tell who made the phone. */
  readonly manufacturer?: string;
  readonly model?: string;
}

const device = (platform: string, manufacturer?: string, model?: string): Device => ({
  platform,
  ...(manufacturer === undefined ? {} : { manufacturer }),
  ...(model === undefined ? {} : { model }),
});

const DEVICES: Weighted<Device> = [
  [device('android', 'Samsung', 'Galaxy S4'), 18],
  [device('android', 'Samsung', 'Galaxy Y'), 9],
  [device('android', 'HTC', 'One'), 5],
  [device('android', 'Sony', 'Xperia Z'), 5],
  [device('android'), 4],
  [device('ios', 'Apple', 'iPhone 4S'), 12],
  [device('ios', 'Apple', 'iPhone 5'), 11],
  [device('s40', 'Nokia', 'Asha 210'), 8],
  [device('s40', 'Nokia', 'Asha 305'), 5],
  [device('symbian', 'Nokia', 'N8'), 7],
  [device('windows', 'Nokia', 'Lumia 520'), 5],
  [device('windows', 'Nokia', 'Lumia 920'), 2],
  [device('windows', 'HTC', '8X'), 1],
  [device('blackberry', 'BlackBerry', 'Curve 9320'), 8],
];

/** From when on there is an app for a platform, about as it was with such services; for the first one, always. */
const FIRST_APPS: Readonly<Record<string, number>> = {
  blackberry: Date.UTC(2010, 0),
  symbian: Date.UTC(2010, 4),
  android: Date.UTC(2010, 7),
  windows: Date.UTC(2011, 7),
  s40: Date.UTC(2012, 7),
};
const ALL_APPS_SINCE = Math.max(...Object.values(FIRST_APPS));

/** The phones that the service runs on at an instant. */
export function devicesOn(instant: number): Weighted<Device> {
  if (instant >= ALL_APPS_SINCE) return DEVICES;
  return DEVICES.filter(([{ platform }]) => (FIRST_APPS[platform] ?? instant) <= instant);
}

export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly callingCode: string;
  /** From UTC. Fixed, so that the log does not depend on a machine's table of zones. */
  readonly offsetMinutes: number;
}

const country = (code: string, callingCode: string, offsetMinutes: number): Country => ({
  code,
  callingCode,
  offsetMinutes,
});

export const COUNTRIES: Weighted<Country> = [
  [country('IN', '91', 330), 20],
  [country('BR', '55', -180), 16],
  [country('MX', '52', -360), 11],
  [country('DE', '49', 60), 10],
  [country('ES', '34', 60), 9],
  [country('ID', '62', 420), 8],
  [country('ZA', '27', 120), 7],
  [country('GB', '44', 0), 6],
  [country('NL', '31', 60), 5],
  [country('US', '1', -300), 5],
  [country('NG', '234', 60), 3],
];

/** How people come who were not invited; some signups do not say. */
export const SOURCES: Weighted<string | undefined> = [
  ['organic', 66],
  ['paid:radio', 7],
  ['paid:search', 12],
  [undefined, 15],
];

/** What share of a day's doings falls into each local hour. */
export const HOURS: Weighted<number> = [
  2, 1, 0.5, 0.3, 0.3, 0.6, 2, 4, 5, 5, 5, 5, 6, 6, 5, 5, 5, 6, 7, 8, 9, 9, 7, 4,
].map((weight, hour) => [hour, weight] as const);

const DAYS_BETWEEN_RELEASES = 18;
/** Days after the first platform that the others get a version. */
const RELEASE_DELAY: Readonly<Record<string, number>> = { android: 0, ios: 6, windows: 9, blackberry: 13 };
const SLOWEST_RELEASE = 25;

/**
 * The version that runs on a phone: the newest that was out when its owner last cared.
 *
 * @param day counted from the first of the simulation, may be negative
 * @param lag days that the owner takes to update
 */
export function appVersion(platform: string, day: number, lag: number): string {
  const since = day - lag - (RELEASE_DELAY[platform] ?? SLOWEST_RELEASE);
  // Ten releases had been before the first day.
  return `2.${Math.max(1, 10 + Math.floor(since / DAYS_BETWEEN_RELEASES))}`;
}
