import type { Config } from '@grapevine/config';
import type {
  EmailDestination,
  ExportAlertChange,
  ExportDestinationChange,
  S3Destination,
  S3DestinationChange,
  ShownExportAlert,
  ShownExportDestination,
  SlackDestinationChange,
  WebhookChange,
} from '@grapevine/contracts';
import type { AlertRecord, DestinationRecord, S3Record, SlackRecord, WebhookRecord } from '@grapevine/database';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, SECRET } from '../engines/tokens.js';
import { invalid } from '../http/parse.js';
import { ProblemError } from '../http/problem-error.js';
import { DestinationError } from './destinations/destination.js';
import type { WebhookAddress } from './destinations/signed-post.js';
import { NO_MAIL } from './mail/mailer.js';
import { SecretBox } from './secret-box.js';

/** Keeps what is secret of destinations: on record it is encrypted, and what is shown does not have it. */
@Injectable()
export class DestinationKeeper {
  private readonly box: SecretBox;

  constructor(
    @Inject(SECRET) secret: string,
    @Inject(CONFIG) private readonly config: Pick<Config, 'mail'>,
  ) {
    this.box = new SecretBox(secret, 'export-destinations');
  }

  /** @param before what is on record: secrets that are not given again stay @throws ProblemError 422 */
  toRecord(workspaceId: number, asked: ExportDestinationChange, before?: DestinationRecord): DestinationRecord {
    if (asked.kind === 'folder') return asked;
    if (asked.kind === 'email') return this.withMail(asked);
    if (asked.kind === 's3') return this.toS3Record(workspaceId, asked, before);
    if (asked.kind === 'slack') return this.toSlackRecord(workspaceId, asked, before);
    return this.toWebhook(workspaceId, 'destination', asked, before);
  }

  /** The same of who is told of failures. @throws ProblemError 422 */
  toAlertRecord(workspaceId: number, asked: ExportAlertChange, before: AlertRecord | null): AlertRecord {
    if (asked.kind === 'email') return this.withMail(asked);
    return this.toWebhook(workspaceId, 'alert', asked, before ?? undefined);
  }

  private toWebhook(
    workspaceId: number,
    parameter: string,
    asked: WebhookChange,
    before?: DestinationRecord,
  ): WebhookRecord {
    const known = before?.kind === 'webhook' ? this.read(workspaceId, before) : undefined;
    const address = { url: asked.url ?? known?.url, secret: asked.secret ?? known?.secret };
    if (!isWhole(address)) {
      throw missing(
        parameter,
        (['url', 'secret'] as const).filter((name) => asked[name] === undefined),
      );
    }
    const { origin, pathname } = new URL(address.url);
    return {
      kind: 'webhook',
      receiver: origin + pathname,
      sealed: this.box.seal(JSON.stringify(address), ownerOf(workspaceId)),
    };
  }

  private toSlackRecord(workspaceId: number, asked: SlackDestinationChange, before?: DestinationRecord): SlackRecord {
    const url = asked.url ?? (before?.kind === 'slack' ? this.open(before.sealed, hookOf(workspaceId)) : undefined);
    if (url === undefined) throw missing('destination', ['url']);
    return { kind: 'slack', receiver: new URL(url).origin, sealed: this.box.seal(url, hookOf(workspaceId)) };
  }

  /** @throws DestinationError where the record was not made by this installation */
  slackUrlOf(workspaceId: number, { sealed }: SlackRecord): string {
    const url = this.open(sealed, hookOf(workspaceId));
    if (url !== undefined) return url;
    throw new DestinationError('The address of the incoming webhook cannot be read here. Give it again.', false);
  }

  private toS3Record(workspaceId: number, asked: S3DestinationChange, before?: DestinationRecord): S3Record {
    const { secret_access_key: given, ...place } = asked;
    const owner = accountOf(workspaceId, place);
    // Of another endpoint or key it cannot be opened: what is signed with it goes to whom it was given for.
    const secret = given ?? (before?.kind === 's3' ? this.open(before.sealed, owner) : undefined);
    if (secret === undefined) throw noSecret();
    return { ...place, sealed: this.box.seal(secret, owner) };
  }

  /** @throws DestinationError where the record was not made by this installation */
  addressOf(workspaceId: number, record: WebhookRecord): WebhookAddress {
    const address = this.read(workspaceId, record);
    if (address) return address;
    throw new DestinationError(
      'The address and the secret of the webhook cannot be read here. Give both again.',
      false,
    );
  }

  /** @throws ProblemError 422 where this server cannot send mail */
  private withMail(asked: EmailDestination): EmailDestination {
    if (this.config.mail) return asked;
    throw new ProblemError(422, 'no_mail_server', NO_MAIL);
  }

  /** @throws DestinationError where the record was not made by this installation */
  s3Of(workspaceId: number, { sealed, ...place }: S3Record): S3Destination {
    const secret = this.open(sealed, accountOf(workspaceId, place));
    if (secret !== undefined) return { ...place, secret_access_key: secret };
    throw new DestinationError('The secret of the access key cannot be read here. Give it again.', false);
  }

  private read(workspaceId: number, { sealed }: WebhookRecord): WebhookAddress | undefined {
    const text = this.open(sealed, ownerOf(workspaceId));
    return text === undefined ? undefined : (JSON.parse(text) as WebhookAddress);
  }

  private open(sealed: string, owner: string): string | undefined {
    try {
      return this.box.open(sealed, owner);
    } catch {
      return undefined;
    }
  }
}

/** A destination as the API shows it. */
export function toShownDestination(record: DestinationRecord): ShownExportDestination {
  if (record.kind === 'folder') return record;
  if (record.kind === 'slack') return { kind: 'slack', receiver: record.receiver };
  if (record.kind !== 's3') return toShownAlert(record);
  const { sealed: _, ...place } = record;
  return { ...place, secret_access_key: { set: true } };
}

/** Who is told of failures, as the API shows it. */
export function toShownAlert(record: AlertRecord): ShownExportAlert {
  if (record.kind === 'email') return record;
  return { kind: 'webhook', receiver: record.receiver, secret: { set: true } };
}

const ownerOf = (workspaceId: number): string => `workspace ${workspaceId}`;
/** Sealed apart: what is sealed for one kind of destination is none of another. */
const hookOf = (workspaceId: number): string => `${ownerOf(workspaceId)}, slack`;

/** Whose secret it is, and for whom. */
const accountOf = (
  workspaceId: number,
  { access_key_id, endpoint }: Pick<S3Destination, 'access_key_id' | 'endpoint'>,
): string => JSON.stringify([ownerOf(workspaceId), access_key_id, endpoint ?? null]);

const isWhole = (address: Partial<WebhookAddress>): address is WebhookAddress =>
  address.url !== undefined && address.secret !== undefined;

const missing = (parameter: string, names: readonly string[]) =>
  invalid(
    'The change',
    names.map((name) => ({ parameter: `${parameter}.${name}`, message: 'must be given: there is none to keep' })),
  );

const noSecret = () =>
  invalid('The change', [
    {
      parameter: 'destination.secret_access_key',
      message: 'must be given: there is none to keep for this endpoint and this access_key_id',
    },
  ]);
