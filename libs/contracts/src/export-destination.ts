import { z } from 'zod';

const FolderDestination = z
  .strictObject({
    kind: z.literal('folder'),
    path: z
      .string()
      .max(200)
      .regex(
        /^([A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$/,
        'must be names of folders joined by /, of letters, digits, ".", "_" and "-", none of which begins with "."',
      )
      .default('')
      .describe("below the workspace's own folder of the root that the configuration names"),
  })
  .describe('a folder of the server');

/** Where the files of an export go. */
export const ExportDestination = z.discriminatedUnion('kind', [FolderDestination]);
export type ExportDestination = z.infer<typeof ExportDestination>;
export type FolderDestination = z.infer<typeof FolderDestination>;
