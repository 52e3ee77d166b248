import { z } from 'zod';
import { ReceiverUrl } from './receiver-url.js';

const kind = z.literal('slack');
const url = ReceiverUrl.describe('of the incoming webhook; a secret as a whole, and never shown again');
const what =
  'an incoming webhook of Slack, Mattermost or the like, which is told what each file says: the file itself cannot be sent there';

/** A channel that is told of each file. */
export const SlackDestination = z.strictObject({ kind, url }).describe(what);

/** As it is changed: the address need not be given again. */
export const SlackDestinationChange = z
  .strictObject({ kind, url: url.optional() })
  .describe(`${what}; of one that is there, the address stays where it is left out`);
export type SlackDestinationChange = z.infer<typeof SlackDestinationChange>;

/** As it is shown. */
export const ShownSlackDestination = z
  .object({ kind, receiver: z.string().describe('scheme and host of the address: all else of it is a secret') })
  .describe(what);
