import type { Config } from '@grapevine/config';
import type { DestinationRecord } from '@grapevine/database';
import type { DestinationKeeper } from '../destination-keeper.js';
import { Mailer, NO_MAIL } from '../mail/mailer.js';
import { type Destination, DestinationError } from './destination.js';
import { EmailDestination, type Receipts } from './email.js';
import { FolderDestination } from './folder.js';
import { S3Destination } from './s3.js';
import { SlackDestination } from './slack.js';
import { WebhookDestination } from './webhook.js';

/** What a destination needs of the server beside its own settings. */
interface Surroundings {
  readonly config: Pick<Config, 'exportRoot' | 'exportsToPrivateAddresses' | 'exportIdleSeconds' | 'mail'>;
  readonly keeper: DestinationKeeper;
  /** Of the run whose delivery is brought there. */
  readonly receipts: Receipts;
  /** Whose export it is: its folder is its own, and so are its secrets. */
  readonly workspace: { readonly id: number; readonly slug: string };
}

/** @returns the place that the settings of an export name @throws DestinationError where its secrets cannot be read */
export function openDestination(record: DestinationRecord, surroundings: Surroundings): Destination {
  const { config, keeper, receipts, workspace } = surroundings;
  const idleMs = config.exportIdleSeconds * 1_000;
  if (record.kind === 'folder') {
    const folders = record.path.split('/').filter((name) => name !== '');
    return new FolderDestination(config.exportRoot, [workspace.slug, ...folders]);
  }
  if (record.kind === 'email') {
    const { mail } = config;
    if (!mail) throw new DestinationError(NO_MAIL, false);
    return new EmailDestination(record.to, mail.from.address, new Mailer(mail, idleMs), receipts);
  }
  const limits = { privateAddresses: config.exportsToPrivateAddresses, idleMs };
  if (record.kind === 's3') return new S3Destination(keeper.s3Of(workspace.id, record), limits);
  if (record.kind === 'slack') return new SlackDestination(keeper.slackUrlOf(workspace.id, record), limits, receipts);
  return new WebhookDestination(keeper.addressOf(workspace.id, record), limits);
}
