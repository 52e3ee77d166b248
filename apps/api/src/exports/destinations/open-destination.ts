import type { ExportDestination } from '@grapevine/contracts';
import type { Destination } from './destination.js';
import { FolderDestination } from './folder.js';

/** What a destination needs of the server beside its own settings. */
interface Surroundings {
  /** The folder that exports may write below. */
  readonly root: string;
  /** Of the workspace whose export it is: its folder is its own. */
  readonly slug: string;
}

/** @returns the place that the settings of an export name */
export function openDestination({ path }: ExportDestination, { root, slug }: Surroundings): Destination {
  return new FolderDestination(root, [slug, ...path.split('/').filter((name) => name !== '')]);
}
