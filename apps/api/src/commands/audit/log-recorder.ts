import type { ExportedEvent } from '@grapevine/contracts';
import { cameOf, type SignupFacts } from './arrivals.js';
import { DimensionRecorder, together } from './dimension-recorder.js';
import { FirstMessages } from './first-messages.js';
import type { KeptValues } from './kept-values.js';
import { dateOf, LocalDayReader } from './local-days.js';
import { type MemberDays, MemberDaysRecorder } from './member-days.js';
import { SignupTable } from './signup-table.js';

/** What of a workspace decides how its events count. */
export interface AuditSettings {
  readonly timeZone: string;
  readonly activityTypes: readonly string[];
  readonly dimensions: readonly string[];
  readonly kept: KeptValues;
  /** Everybody who was ever active or signed up with one of these is excluded. */
  readonly excludedSegments: readonly SegmentName[];
}

export interface SegmentName {
  readonly dimension: string;
  readonly value: string;
}

/** Members by the days on which they were active and on which they signed up, and the numbers of invitations by their days. */
export interface Segment {
  readonly activity: MemberDays;
  readonly signups: MemberDays;
  readonly invites: MemberDays;
}

/** What the log says, after the excluded are taken out. */
export interface LogFacts {
  /** Local days of the first and the last event of any type; undefined: the log is empty. */
  readonly range: { readonly first: number; readonly last: number } | undefined;
  /** One more than the largest member number. */
  readonly members: number;
  readonly everybody: Segment;
  /** By dimension and value, those that are not kept as one. */
  readonly segments: ReadonlyMap<string, ReadonlyMap<string, Segment>>;
  readonly signupFacts: SignupFacts;
  /** Who sent an invitation, by its number. */
  inviterOf(invitation: number): number;
  readonly excluded: ReadonlySet<number>;
  /** How many events are of messages. */
  readonly messageEvents: number;
}

/** One event whose stored local day is not the one that it has. */
export interface MisplacedEvent {
  readonly event: string;
  readonly told: string;
  readonly recomputed: string;
}

const NOBODY: MemberDays = { days: [], members: [] };

/** Reads the log event by event into what the numbers are made of. Memory grows with members and their days, not with events. */
export class LogRecorder {
  events = 0;
  readonly misplaced: MisplacedEvent[] = [];
  private messageEvents = 0;
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;
  private largestMember = 0;
  private readonly localDays: LocalDayReader;
  private readonly activityTypes: ReadonlySet<string>;
  private readonly everybody = new MemberDaysRecorder();
  private readonly dimensions: readonly DimensionRecorder[];
  private readonly signups: SignupTable;
  private readonly invites = new MemberDaysRecorder();
  /** By the number of the invitation. */
  private readonly inviters: number[] = [];
  private readonly messages: FirstMessages;

  constructor(private readonly settings: AuditSettings) {
    this.localDays = new LocalDayReader(settings.timeZone);
    this.activityTypes = new Set(settings.activityTypes);
    const excluded = settings.excludedSegments;
    // Those of excluded segments need not be declared by the workspace any more.
    const names = new Set([...settings.dimensions, ...excluded.map(({ dimension }) => dimension)]);
    this.dimensions = [...names].map((name) => {
      const ownExcluded = excluded.filter(({ dimension }) => dimension === name).map(({ value }) => value);
      return new DimensionRecorder(name, settings.kept, new Set(ownExcluded));
    });
    // The last of their values is the code of how they came.
    this.signups = new SignupTable(this.dimensions.length + 1);
    this.messages = new FirstMessages((member) => this.signups.atOf(member));
  }

  add(event: ExportedEvent): void {
    this.events++;
    const at = Date.parse(event.occurred_at);
    const day = this.localDays.dayOf(at);
    if (dateOf(day) !== event.day) {
      this.misplaced.push({ event: `${event.type} ${event.event_key}`, told: event.day, recomputed: dateOf(day) });
    }
    this.first = Math.min(this.first, day);
    this.last = Math.max(this.last, day);
    if (event.message_key !== null) this.messageEvents++;
    const member = event.member_no;
    if (member === null) return;
    this.largestMember = Math.max(this.largestMember, member);
    this.messages.reach(day);
    if (event.type === 'message.sent') this.messages.add(day, member, at);
    const isActive = this.activityTypes.has(event.type);
    const isSignup = event.type === 'member.signed_up';
    const isInvite = event.type === 'member.invited';
    if (!isActive && !isSignup && !isInvite) return;
    const values = this.dimensions.map((dimension) => dimension.codeOf(event));
    if (isActive) this.addActivity(day, member, values);
    if (isInvite) {
      const invitation = this.inviters.push(member) - 1;
      this.invites.add(day, invitation);
      for (const [i, dimension] of this.dimensions.entries())
        dimension.add('invites', values[i] as number, day, invitation);
    }
    if (isSignup) {
      const identity = { eventKey: event.event_key, contentHash: event.content_hash };
      this.signups.add({ member, at, day, ...identity, values: [...values, cameOf(event.source)] });
    }
  }

  private addActivity(day: number, member: number, values: readonly number[]): void {
    this.everybody.add(day, member);
    this.dimensions.forEach((dimension, i) => {
      if (this.settings.dimensions.includes(dimension.name))
        dimension.add('activity', values[i] as number, day, member);
    });
  }

  /** @param members numbers of members who are excluded, besides those of the excluded segments */
  finish(members: Iterable<number>): LogFacts {
    const out = new Set(members);
    for (const segment of this.settings.excludedSegments)
      for (const member of this.membersWith(segment)) out.add(member);
    const isOut = (member: number): boolean => out.has(member);
    return {
      range: this.events === 0 ? undefined : { first: this.first, last: this.last },
      members: this.largestMember + 1,
      everybody: {
        activity: this.everybody.finish(isOut),
        signups: this.signupDays(isOut, () => 0)[0] ?? NOBODY,
        invites: this.invites.finish((invitation) => isOut(this.inviterOf(invitation))),
      },
      signupFacts: {
        came: (member) => this.signups.valueOf(member, this.dimensions.length),
        wait: (member) => this.messages.wait(member),
      },
      segments: new Map(
        this.dimensions.flatMap((dimension, i) =>
          this.settings.dimensions.includes(dimension.name) ? [[dimension.name, this.segmentsOf(i, isOut)]] : [],
        ),
      ),
      inviterOf: (invitation) => this.inviterOf(invitation),
      excluded: out,
      messageEvents: this.messageEvents,
    };
  }

  private inviterOf(invitation: number): number {
    return this.inviters[invitation] as number;
  }

  private segmentsOf(i: number, isOut: (member: number) => boolean): ReadonlyMap<string, Segment> {
    const dimension = this.dimensions[i] as DimensionRecorder;
    const signups = this.signupDays(isOut, (member) => this.signups.valueOf(member, i));
    const isInviteOut = (invitation: number): boolean => isOut(this.inviterOf(invitation));
    return new Map(
      [...dimension.segments()].map(([name, codes]) => [
        name,
        {
          activity: dimension.finish('activity', codes, isOut),
          signups: together(codes.map((code) => signups[code] ?? NOBODY)),
          invites: dimension.finish('invites', codes, isInviteOut),
        },
      ]),
    );
  }

  /** Who signed up on which day, by a code of the member's signup. */
  private signupDays(isOut: (member: number) => boolean, codeOf: (member: number) => number | undefined): MemberDays[] {
    const recorders: MemberDaysRecorder[] = [];
    for (let member = 0; member < this.signups.size; member++) {
      const day = this.signups.dayOf(member);
      if (day === undefined) continue;
      const code = codeOf(member) ?? 0;
      while (recorders.length <= code) recorders.push(new MemberDaysRecorder());
      recorders[code]?.add(day, member);
    }
    return recorders.map((recorder) => recorder.finish(isOut));
  }

  private *membersWith({ dimension: name, value }: SegmentName): Generator<number> {
    const i = this.dimensions.findIndex((dimension) => dimension.name === name);
    const code = this.dimensions[i]?.find(value);
    if (code === undefined) return;
    yield* this.dimensions[i]?.everybody(code) ?? [];
    for (let member = 0; member < this.signups.size; member++) {
      if (this.signups.dayOf(member) !== undefined && this.signups.valueOf(member, i) === code) yield member;
    }
  }
}
