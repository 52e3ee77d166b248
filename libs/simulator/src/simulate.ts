import { Chance } from './chance.js';
import { type Arrival, SimulatedMember } from './member.js';
import { SimulatorMessages } from './messages.js';
import type { SimulatorObserver } from './observer.js';
import { SimulatorOutbox } from './outbox.js';
import { FollowedRoom, type Room, SteadyRoom } from './room.js';
import type { WireEvent } from './wire-event.js';
import { DAY_MS, HOUR_MS, HOURS, MINUTE_MS, SOURCES } from './world.js';

export interface Simulation {
  readonly seed: number;
  /** At most that many in the end; without a target three in ten were there before the first day. */
  readonly members: number;
  readonly days: number;
  /** The first day, `2013-09-01`, by UTC, like the end of the log; members live by the clocks of their countries. */
  readonly startDay: string;
  /** How many are to use the service on a day (or have done so in the four weeks before); it then begins with nobody. */
  readonly target?: (day: number) => number;
  /** Which share of what people really do in a day is in the log; who is there and who comes does not depend on it. */
  readonly bustle?: number;
}

const FOUNDERS = 0.3;
/** Whoever left longer ago than this no longer counts as using the service. */
const STILL_COUNTED_DAYS = 28;
/** Local days begin up to that long before the UTC day. */
const EARLIEST_START_MS = 12 * HOUR_MS;

/**
 * The log of a messaging service around 2013, made up: events as sent to `POST /v1/events`, in order of arrival. It ends where its days end; what
 * would arrive later is not in it. One day is in memory at a time, besides members and what is still on its way.
 *
 * The same simulation gives the same log, byte for byte, whoever observes it and in whatever zone they count.
 */
export function* simulate(simulation: Simulation, observer?: SimulatorObserver): Generator<WireEvent> {
  yield* new Simulator(simulation, observer).run();
}

class Simulator {
  private readonly chance: Chance;
  private readonly outbox: SimulatorOutbox;
  private readonly messages: SimulatorMessages;
  private readonly members: SimulatedMember[] = [];
  /** Invitations that will be accepted, by day. */
  private readonly accepted = new Map<number, Arrival[]>();
  private readonly signedUp = new Set<SimulatedMember>();
  private readonly firstDayAt: number;
  private readonly room: Room;
  private readonly bustle: number;

  constructor(
    private readonly simulation: Simulation,
    private readonly observer: SimulatorObserver | undefined,
  ) {
    this.firstDayAt = Date.parse(`${simulation.startDay}T00:00:00Z`);
    const { members, days, target, bustle = 1 } = simulation;
    this.bustle = bustle;
    this.room = target ? new FollowedRoom(target) : new SteadyRoom(members * (1 - FOUNDERS), days);
    this.chance = new Chance(simulation.seed);
    this.outbox = new SimulatorOutbox(this.chance, this.firstDayAt + simulation.days * DAY_MS);
    this.messages = new SimulatorMessages(this.chance, this.outbox, observer, this.firstDayAt);
  }

  *run(): Generator<WireEvent> {
    const { members, days, target } = this.simulation;
    const founders = target ? 0 : Math.ceil(members * FOUNDERS);
    for (let i = 0; i < founders; i++) this.add({ day: -this.chance.whole(1, 200) });
    for (let day = 0; day < days; day++) {
      this.welcome(day);
      // Whoever joins on an invitation of today is reached, too.
      for (let i = 0; i < this.members.length; i++) this.live(this.members[i] as SimulatedMember, day);
      yield* this.outbox.take(this.firstDayAt + (day + 1) * DAY_MS - EARLIEST_START_MS);
    }
    yield* this.outbox.take(Number.POSITIVE_INFINITY);
  }

  private add(arrival: Arrival): SimulatedMember {
    const member = new SimulatedMember(this.chance, this.members.length, arrival, this.firstDayAt);
    this.members.push(member);
    return member;
  }

  private welcome(day: number): void {
    const using = this.members.filter((member) => member.uses(day, STILL_COUNTED_DAYS)).length;
    for (let left = this.room.alone(day, using); left > 0; left--) {
      const at = this.firstDayAt + day * DAY_MS + this.chance.whole(0, DAY_MS - 1);
      const source = this.chance.weighted(SOURCES);
      this.join({ day, at, ...(source === undefined ? {} : { source }) });
    }
    for (const arrival of this.accepted.get(day) ?? []) this.join(arrival);
    this.accepted.delete(day);
  }

  private join(arrival: Arrival): void {
    if (this.members.length >= this.simulation.members) return;
    const member = this.add(arrival);
    this.signUp(member, arrival.day, arrival.at ?? this.timeOf(member, arrival.day), arrival);
  }

  private signUp(member: SimulatedMember, day: number, at: number, { source, inviter }: Partial<Arrival>): void {
    const phone = member.phone(day);
    // Some links lose who sent them.
    const invitedBy = inviter && this.chance.happens(0.9) ? inviter.id : undefined;
    const { model } = member.device;
    const fields = {
      member_id: member.id,
      ...phone,
      source,
      invited_by: invitedBy,
      ...(model === undefined ? {} : { properties: { model } }),
    };
    const said = this.post(member, 'member.signed_up', at, fields);
    if (!said || this.signedUp.has(member)) return;
    this.signedUp.add(member);
    this.observer?.signedUp({ member: member.id, at, source, invitedBy, ...phone });
  }

  /** One day of one member, by the clock of their country. */
  private live(member: SimulatedMember, day: number): void {
    const { chance } = this;
    if (member.newPhoneOn === day) this.takeNewPhone(member, day);
    const weekday = new Date(this.firstDayAt + day * DAY_MS).getUTCDay();
    const { presence, messages } = member.usage(day, weekday === 0 || weekday === 6);
    if (!chance.happens(presence)) return;
    const opens = 1 + chance.count(0.6 * this.bustle);
    const sends = chance.count(messages * this.bustle);
    const invites = chance.happens(0.04) ? chance.whole(1, 3) : 0;
    for (let i = 0; i < opens + sends + invites; i++) {
      // No two things of one day at the same millisecond: without an id those would be one.
      const time = this.timeOf(member, day);
      const at = time - (time % 100) + (i % 100);
      if (at <= (member.arrival.at ?? at - 1)) continue;
      if (i < opens) this.open(member, day, at);
      else if (i < opens + sends) this.messages.send(member, this.contacts(member, at), at, day);
      else this.invite(member, day, at);
    }
  }

  private timeOf(member: SimulatedMember, day: number): number {
    const hour = this.chance.weighted(HOURS) + (member.isNightOwl ? 5 : 0);
    const midnight = this.firstDayAt + day * DAY_MS - member.country.offsetMinutes * MINUTE_MS;
    return midnight + hour * HOUR_MS + this.chance.whole(0, HOUR_MS - 1);
  }

  private open(member: SimulatedMember, day: number, at: number): void {
    const phone = member.phone(day);
    const said = this.post(member, 'member.active', at, { member_id: member.id, ...phone });
    if (said) this.observer?.active(member.id, at, phone);
  }

  private invite(member: SimulatedMember, day: number, at: number): void {
    if (this.post(member, 'member.invited', at, { member_id: member.id, ...member.phone(day) })) {
      this.observer?.invited(member.id, at);
    }
    // Chance is asked only where there is room.
    if (!this.room.hasInvitation(day) || !this.chance.happens(0.5)) return;
    this.room.acceptInvitation();
    const accepts = at + this.chance.logNormal(20 * HOUR_MS, 1.2);
    const arrival: Arrival = { day: this.dayOf(accepts), at: accepts, source: 'invite', inviter: member };
    // By UTC an evening may still be the day before.
    if (arrival.day <= day) this.join({ ...arrival, day });
    else this.accepted.set(arrival.day, [...(this.accepted.get(arrival.day) ?? []), arrival]);
  }

  private dayOf(instant: number): number {
    return Math.floor((instant - this.firstDayAt) / DAY_MS);
  }

  /** Another phone means installing and signing up again; the signup that counts remains the first. */
  private takeNewPhone(member: SimulatedMember, day: number): void {
    if (member.habit === 'silent' || member.isAway(day)) return;
    member.changePhone(this.chance, day);
    this.signUp(member, day, this.timeOf(member, day), { source: 'organic' });
  }

  /** Those who joined near to each other know each other, and everybody knows somebody else. */
  private contacts(member: SimulatedMember, at: number): SimulatedMember[] {
    const { members } = this;
    const numbers = [-3, -2, -1, 1, 2, 3].map((distance) => member.number + distance);
    numbers.push(this.chance.whole(0, members.length - 1));
    const known = new Set(numbers.map((number) => members[number]));
    return [...known].filter(
      (one): one is SimulatedMember => one !== undefined && one !== member && (one.arrival.at ?? 0) < at,
    );
  }

  private post(member: SimulatedMember, type: string, at: number, fields: WireEvent): boolean {
    return this.outbox.post({ type, at, offsetMinutes: member.country.offsetMinutes, fields });
  }
}
