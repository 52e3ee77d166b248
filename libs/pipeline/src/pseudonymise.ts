import type { ValidEvent } from '@grapevine/contracts';
import { KeyedHash } from './keyed-hash.js';
import type { QueuedEvent } from './queued-event.js';

/**
 * Replaces every identity of an event by a keyed hash, before anything is written anywhere: the queue, its log files, the
 * warehouse and the dead letters never see whom an event is about.
 */
export class Pseudonymiser {
  private readonly member: KeyedHash;
  private readonly message: KeyedHash;
  private readonly recipient: KeyedHash;
  private readonly event: KeyedHash;
  private readonly content: KeyedHash;

  /** @param secret GRAPEVINE_SECRET: changing it makes everybody new */
  constructor(secret: string) {
    // Recipients get hashes unlike members': the warehouse alone must not tell that a recipient is a certain member.
    this.member = KeyedHash.derive(secret, 'member');
    this.message = KeyedHash.derive(secret, 'message');
    this.recipient = KeyedHash.derive(secret, 'recipient');
    this.event = KeyedHash.derive(secret, 'event');
    this.content = KeyedHash.derive(secret, 'content');
  }

  /** The hash under which the registry knows a member. */
  memberHash(workspaceId: number, memberId: string): string {
    return this.member.of(`${workspaceId}\0${memberId}`);
  }

  /**
   * @param workspaceId scopes every hash: the same phone number in two workspaces is two unrelated hashes
   * @param declared the workspace's dimensions; properties that are not among them are dropped here
   */
  pseudonymise(event: ValidEvent, workspaceId: number, declared: ReadonlySet<string>): QueuedEvent {
    const scoped = (id: string | undefined, hash: KeyedHash): string =>
      id === undefined ? '' : hash.of(`${workspaceId}\0${id}`);
    const properties = declaredProperties(event.properties, declared);
    const content = `${workspaceId}\0${canonicalContent(event)}`;
    const kept = Object.keys(properties);
    const isWhole = kept.length === Object.keys(event.properties ?? {}).length;
    // Rows of one content hash must be equal rows: what was kept of an event is part of it, since an event that is sent again
    // after a property was declared is another row. Its identity is not: without an id it is the whole content, as it was sent.
    const contentHash = this.content.of(isWhole ? content : `${content}\0${kept.sort().join()}`);
    // The reader of a message is the member who acted; on the other receipts nobody did.
    const actor = event.type === 'message.read' ? event.recipient_id : event.member_id;
    return {
      type: event.type,
      event_key: this.eventKey(event, workspaceId, () => (isWhole ? contentHash : this.content.of(content))),
      content_hash: contentHash,
      occurred_at: event.occurred_at,
      member_hash: scoped(actor, this.member),
      inviter_hash: scoped(event.invited_by, this.member),
      message_key: scoped(event.message_id, this.message),
      recipient_key: scoped(event.recipient_id, this.recipient),
      channel: event.channel ?? '',
      error_code: event.error_code ?? '',
      platform: event.platform ?? '',
      manufacturer: event.manufacturer ?? '',
      country: event.country ?? '',
      app_version: event.app_version ?? '',
      source: event.source ?? '',
      properties,
    };
  }

  private eventKey({ type, id }: ValidEvent, workspaceId: number, ofContent: () => string): string {
    return id === undefined ? ofContent() : this.event.of(`${workspaceId}\0${type}\0${id}`);
  }
}

function declaredProperties(given: ValidEvent['properties'], declared: ReadonlySet<string>): Record<string, string> {
  const kept: Record<string, string> = {};
  if (given) for (const [name, value] of Object.entries(given)) if (declared.has(name)) kept[name] = value;
  return kept;
}

/** Every validated field in a fixed order, properties sorted by name: equal events give equal text, whoever serialised them. */
function canonicalContent(event: ValidEvent): string {
  const properties = event.properties && Object.entries(event.properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    event.type,
    event.occurred_at,
    event.id,
    event.member_id,
    event.message_id,
    event.recipient_id,
    event.invited_by,
    event.channel,
    event.error_code,
    event.platform,
    event.manufacturer,
    event.country,
    event.app_version,
    event.source,
    properties?.length ? properties : undefined,
  ]);
}
