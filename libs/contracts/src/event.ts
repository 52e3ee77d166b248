import { z } from 'zod';
import { DimensionName, STANDARD_DIMENSIONS } from './dimensions.js';
import { identity, label, optional, propertyValues } from './event-fields.js';
import { occurredAt } from './occurred-at.js';

export const EVENT_TYPES = [
  'member.active',
  'member.signed_up',
  'member.invited',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.failed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Types that can make a member active. A receipt of delivery or failure is the network's doing, never a person's. */
export const ACTIVITY_TYPES = [
  'member.active',
  'member.signed_up',
  'member.invited',
  'message.sent',
  'message.read',
] as const;
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

const common = {
  occurred_at: occurredAt.meta({ description: 'RFC 3339 with offset, or integer epoch milliseconds' }),
  id: optional(identity(128)).meta({ description: "The sender's id for the event, for de-duplication" }),
  platform: optional(label),
  manufacturer: optional(label),
  country: optional(
    z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'must be the two letters of ISO 3166-1 alpha-2')
      .transform((code) => code.toUpperCase()),
  ),
  app_version: optional(label),
  source: optional(label),
  properties: optional(propertyValues),
};
const member = { ...common, member_id: identity(256) };
const message = {
  ...common,
  message_id: identity(256),
  recipient_id: optional(identity(256)),
  channel: optional(label),
};
const errorCode = z.union([label, z.int().transform(String)], { error: 'must be a string or an integer' });

/** What each type is made of. Fields that a type does not use, and unknown ones, are dropped by the schema. */
export const EVENT_SCHEMAS = {
  'member.active': z.object({ type: z.literal('member.active'), ...member }),
  'member.signed_up': z.object({ type: z.literal('member.signed_up'), ...member, invited_by: optional(identity(256)) }),
  'member.invited': z.object({ type: z.literal('member.invited'), ...member }),
  'message.sent': z.object({ type: z.literal('message.sent'), ...message, member_id: identity(256) }),
  'message.delivered': z.object({ type: z.literal('message.delivered'), ...message }),
  'message.read': z.object({ type: z.literal('message.read'), ...message }),
  'message.failed': z.object({ type: z.literal('message.failed'), ...message, error_code: optional(errorCode) }),
} as const satisfies Record<EventType, z.ZodObject>;

/** One event as a client sends it. */
export const Event = z.discriminatedUnion('type', [
  EVENT_SCHEMAS['member.active'],
  EVENT_SCHEMAS['member.signed_up'],
  EVENT_SCHEMAS['member.invited'],
  EVENT_SCHEMAS['message.sent'],
  EVENT_SCHEMAS['message.delivered'],
  EVENT_SCHEMAS['message.read'],
  EVENT_SCHEMAS['message.failed'],
]);

/** One event after validation: every field that any type may have; `occurred_at` is epoch milliseconds. */
export interface ValidEvent {
  readonly type: EventType;
  readonly occurred_at: number;
  readonly id?: string | undefined;
  readonly member_id?: string | undefined;
  readonly message_id?: string | undefined;
  readonly recipient_id?: string | undefined;
  readonly invited_by?: string | undefined;
  readonly channel?: string | undefined;
  readonly error_code?: string | undefined;
  readonly platform?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly country?: string | undefined;
  readonly app_version?: string | undefined;
  readonly source?: string | undefined;
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

export const DeclaredDimensions = z
  .array(DimensionName)
  .max(20, 'declare at most 20 dimensions')
  .refine((names) => new Set(names).size === names.length, { error: 'name each dimension once' });

export const DEFAULT_ACTIVITY_TYPES: readonly ActivityType[] = ['member.active', 'message.sent', 'message.read'];
export const DEFAULT_DIMENSIONS: readonly string[] = STANDARD_DIMENSIONS;
