import type { Config } from '@grapevine/config';
import type { DestinationRecord } from '@grapevine/database';
import type { DestinationKeeper } from '../destination-keeper.js';
import type { Destination } from './destination.js';
import { FolderDestination } from './folder.js';
import { WebhookDestination } from './webhook.js';

/** What a destination needs of the server beside its own settings. */
interface Surroundings {
  readonly config: Pick<Config, 'exportRoot' | 'exportsToPrivateAddresses' | 'exportIdleSeconds'>;
  readonly keeper: DestinationKeeper;
  /** Whose export it is: its folder is its own, and so are its secrets. */
  readonly workspace: { readonly id: number; readonly slug: string };
}

/** @returns the place that the settings of an export name @throws DestinationError where its secrets cannot be read */
export function openDestination(record: DestinationRecord, { config, keeper, workspace }: Surroundings): Destination {
  if (record.kind === 'folder') {
    const folders = record.path.split('/').filter((name) => name !== '');
    return new FolderDestination(config.exportRoot, [workspace.slug, ...folders]);
  }
  return new WebhookDestination(keeper.addressOf(workspace.id, record), {
    privateAddresses: config.exportsToPrivateAddresses,
    idleMs: config.exportIdleSeconds * 1_000,
  });
}
