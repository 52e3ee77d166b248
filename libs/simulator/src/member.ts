import type { Chance, Weighted } from './chance.js';
import { appVersion, COUNTRIES, type Country, DAY_MS, type Device, devicesOn } from './world.js';

/** How somebody uses the service. `silent` ones sign up and are never seen again. */
export type Habit = 'heavy' | 'daily' | 'weekly' | 'lapsing' | 'returning' | 'silent';

const HABITS: Weighted<Habit> = [
  ['heavy', 8],
  ['daily', 32],
  ['weekly', 30],
  ['lapsing', 13],
  ['returning', 10],
  ['silent', 7],
];

interface Usage {
  /** The probability to be there on a day from Monday to Friday, and on one of the weekend. */
  readonly weekday: number;
  readonly weekend: number;
  /** Messages on a day on which they are there, on average. */
  readonly messages: number;
}

const USAGE: Readonly<Record<Habit, Usage>> = {
  heavy: { weekday: 0.97, weekend: 0.99, messages: 9 },
  daily: { weekday: 0.85, weekend: 0.8, messages: 3 },
  weekly: { weekday: 0.08, weekend: 0.55, messages: 1.5 },
  lapsing: { weekday: 0.75, weekend: 0.8, messages: 2 },
  returning: { weekday: 0.7, weekend: 0.85, messages: 3 },
  silent: { weekday: 0, weekend: 0, messages: 0 },
};

/** Where a member came from. */
export interface Arrival {
  /** Days count from the first of the simulation; founders were there before it. */
  readonly day: number;
  /** Epoch milliseconds; undefined for founders, whose signup is not in the log. */
  readonly at?: number;
  readonly source?: string;
  readonly inviter?: SimulatedMember;
}

export class SimulatedMember {
  readonly id: string;
  readonly country: Country;
  readonly habit: Habit;
  private current: Device;
  /** How far the phone's clock is off. */
  readonly clockSkewMs: number;
  /** Switched off by some for privacy. */
  readonly sendsReadReceipts: boolean;
  readonly isNightOwl: boolean;
  /** On which day another phone is set up, with a second signup. */
  readonly newPhoneOn: number | undefined;
  /** Days from `awayFrom` up to, without, `awayUntil`. */
  private readonly awayFrom: number;
  readonly awayUntil: number;
  private readonly updateLag: number;
  private readonly tellsCountry: boolean;

  constructor(
    chance: Chance,
    readonly number: number,
    readonly arrival: Arrival,
    /** The simulation's first day, epoch milliseconds. */
    private readonly firstDayAt: number,
  ) {
    // People invite mostly whom they live near.
    const { inviter } = arrival;
    this.country = inviter && chance.happens(0.75) ? inviter.country : chance.weighted(COUNTRIES);
    this.id = `+${this.country.callingCode}${700_000_000 + number}`;
    this.habit = chance.weighted(HABITS);
    this.current = this.choosePhone(chance, arrival.day);
    this.clockSkewMs = chance.happens(0.12) ? chance.whole(-90_000, 90_000) : chance.whole(-400, 400);
    this.sendsReadReceipts = chance.happens(0.92);
    this.isNightOwl = chance.happens(0.15);
    const firstDay = Math.max(0, arrival.day);
    this.newPhoneOn = chance.happens(0.05) ? firstDay + chance.whole(5, 40) : undefined;
    const leaves = this.habit === 'lapsing' || this.habit === 'returning';
    this.awayFrom = leaves ? firstDay + chance.whole(4, 24) : Number.POSITIVE_INFINITY;
    this.awayUntil = this.habit === 'returning' ? this.awayFrom + chance.whole(9, 45) : Number.POSITIVE_INFINITY;
    this.updateLag = chance.whole(0, 30);
    this.tellsCountry = chance.happens(0.97);
  }

  get device(): Device {
    return this.current;
  }

  changePhone(chance: Chance, day: number): void {
    this.current = this.choosePhone(chance, day);
  }

  private choosePhone(chance: Chance, day: number): Device {
    return chance.weighted(devicesOn(this.firstDayAt + day * DAY_MS));
  }

  /** Whether they use the service on a day, or did within so many days before. */
  uses(day: number, daysBefore: number): boolean {
    return this.habit !== 'silent' && !(this.isAway(day) && this.isAway(day - daysBefore));
  }

  isAway(day: number): boolean {
    return day >= this.awayFrom && day < this.awayUntil;
  }

  /** The probability of being there on a day, and the messages to expect then. */
  usage(day: number, isWeekend: boolean): { presence: number; messages: number } {
    if (this.isAway(day)) return { presence: 0, messages: 0 };
    const { weekday, weekend, messages } = USAGE[this.habit];
    return isWeekend ? { presence: weekend, messages: messages * 1.3 } : { presence: weekday, messages };
  }

  /** What the app tells about the phone that it runs on. */
  phone(day: number): Phone {
    return {
      platform: this.device.platform,
      manufacturer: this.device.manufacturer,
      country: this.tellsCountry ? this.country.code : undefined,
      app_version: appVersion(this.device.platform, day, this.updateLag),
    };
  }
}

/** Dimensions as they stand in an event; undefined: not told. */
export interface Phone {
  readonly platform: string;
  readonly manufacturer: string | undefined;
  readonly country: string | undefined;
  readonly app_version: string;
}
