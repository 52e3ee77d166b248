import { localDayIn } from './naive-calendar.js';

/** An event as it is sent on the wire. */
export type WireEvent = Readonly<Record<string, unknown>>;

/** What a workspace says about its events, and whom it excludes. */
export interface NaiveSettings {
  readonly timeZone: string;
  readonly activityTypes: readonly string[];
  readonly excluded?: readonly string[];
  /** Everybody who was ever active or signed up with one of these is excluded, whole. */
  /** How many values of a dimension are kept, the first by name in the order of their bytes; undefined: all. */
  readonly keptValues?: number;
  readonly excludedSegments?: readonly { readonly dimension: string; readonly value: string }[];
}

/** Somebody did something on a local day, with the values that the event gave to dimensions. */
export interface NaiveRecord {
  readonly member: string;
  readonly day: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The value of a dimension; `unknown` where the event gave none. */
  valueOf(dimension: string): string;
}

export interface NaiveLog {
  readonly activity: readonly NaiveRecord[];
  /** The earliest signup of each member. */
  readonly signups: readonly NaiveRecord[];
  /** Every invitation once, by who invites. */
  readonly invites: readonly NaiveRecord[];
  /** When each member sent messages. */
  readonly sent: ReadonlyMap<string, readonly number[]>;
  /** Local days of the first and the last event of any type. */
  readonly dataFrom: string | undefined;
  readonly dataThrough: string | undefined;
  readonly dayOf: (instant: number) => string;
  /** Whether a value is told by itself, or as one of the rest. */
  readonly isKept: (dimension: string, value: string) => boolean;
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : String(value);

export const instantOf = ({ occurred_at: at }: WireEvent): number =>
  typeof at === 'number' ? at : Date.parse(String(at));

/** Whom an event makes active: the sender of a message, its reader on `message.read`, else the member. */
function memberOf(event: WireEvent): string | undefined {
  return text(event.type === 'message.read' ? event.recipient_id : event.member_id);
}

const FIELDS = ['platform', 'manufacturer', 'country', 'app_version', 'source'];

function valueOf(event: WireEvent, dimension: string): string {
  const properties = event.properties as Record<string, unknown> | undefined;
  const value = text(FIELDS.includes(dimension) ? event[dimension] : properties?.[dimension]);
  return (dimension === 'country' ? value?.toUpperCase() : value) ?? 'unknown';
}

/** What tells two events apart: properties that are not declared, and how a time or a country is written, do not. */
const contentOf = (event: WireEvent): string =>
  JSON.stringify([
    event.id,
    event.member_id,
    instantOf(event),
    ...[...FIELDS, 'plan'].map((one) => valueOf(event, one)),
  ]);

/** Two signups of a member at one instant would be told apart by the hash of their ids, which nobody outside can know. */
function earliestOf(one: WireEvent, other: WireEvent): WireEvent {
  if (instantOf(one) !== instantOf(other)) return instantOf(one) < instantOf(other) ? one : other;
  const content = (event: WireEvent) => JSON.stringify({ ...event, id: undefined, occurred_at: undefined });
  if (content(one) !== content(other)) throw new Error('Two signups of one member at one instant: change the log.');
  return one;
}

/** Reads events as the service means them: who was active or joined, on which local day. */
export function readNaiveLog(events: readonly WireEvent[], settings: NaiveSettings): NaiveLog {
  const dayOf = localDayIn(settings.timeZone);
  const record = (event: WireEvent, member: string): NaiveRecord => ({
    member,
    day: dayOf(instantOf(event)),
    at: instantOf(event),
    valueOf: (dimension) => valueOf(event, dimension),
  });
  const activity: NaiveRecord[] = [];
  const earliest = new Map<string, WireEvent>();
  const invites = new Map<string, NaiveRecord>();
  const sent = new Map<string, number[]>();
  const days: string[] = [];
  for (const event of events) {
    days.push(dayOf(instantOf(event)));
    const member = memberOf(event);
    if (member === undefined) continue;
    if (settings.activityTypes.includes(String(event.type))) activity.push(record(event, member));
    if (event.type === 'member.invited') invites.set(contentOf(event), record(event, member));
    if (event.type === 'message.sent') sent.set(member, [...(sent.get(member) ?? []), instantOf(event)]);
    if (event.type === 'member.signed_up') {
      const known = earliest.get(member);
      earliest.set(member, known ? earliestOf(known, event) : event);
    }
  }
  days.sort();
  const signups = [...earliest].map(([member, event]) => record(event, member));
  const out = excludedBy(settings, [...activity, ...signups]);
  return {
    activity: activity.filter(({ member }) => !out.has(member)),
    signups: signups.filter(({ member }) => !out.has(member)),
    invites: [...invites.values()].filter(({ member }) => !out.has(member)),
    sent,
    dataFrom: days[0],
    dataThrough: days.at(-1),
    dayOf,
    isKept: keeping(events, settings.keptValues),
  };
}

/** Every event counts, whoever did it and whether it makes active or not. */
function keeping(events: readonly WireEvent[], most: number | undefined): NaiveLog['isKept'] {
  const kept = new Map<string, readonly string[]>();
  const first = (dimension: string): readonly string[] => {
    const values = new Set(events.map((event) => valueOf(event, dimension)));
    values.delete('unknown');
    return [...values].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).slice(0, most);
  };
  return (dimension, value) => {
    if (!kept.has(dimension)) kept.set(dimension, first(dimension));
    return value === 'unknown' || (kept.get(dimension)?.includes(value) ?? false);
  };
}

function excludedBy({ excluded = [], excludedSegments = [] }: NaiveSettings, records: readonly NaiveRecord[]) {
  const isNamed = (one: NaiveRecord) =>
    excludedSegments.some(({ dimension, value }) => one.valueOf(dimension) === value);
  return new Set([...excluded, ...records.filter(isNamed).map(({ member }) => member)]);
}
