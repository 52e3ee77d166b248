import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { S3 } from '@aws-sdk/client-s3';

/** Of a part, and the largest file that goes as one. */
const PART_BYTES = 8 * 1_048_576;
/** More parts of one object S3 does not take. */
const MOST_PARTS = 10_000;
/** How long is waited until parts that are of no use are gone. */
const ABORT_MS = 5_000;

interface LocalFile {
  readonly path: string;
  readonly bytes: number;
}

interface Target {
  readonly Bucket: string;
  readonly Key: string;
}

interface Description {
  readonly Metadata: Record<string, string>;
  readonly ContentType: string;
}

/**
 * Brings a file there, of which a part is held at a time. The object has its name once all of it is there; until then, and where that
 * fails, what was there stays.
 *
 * @param request what each request is given
 * @returns what the store calls the object; undefined where it is none that speaks S3
 */
export async function upload(
  s3: S3,
  target: Target,
  { path, bytes }: LocalFile,
  description: Description,
  request: () => { readonly abortSignal: AbortSignal },
): Promise<string | undefined> {
  if (bytes <= PART_BYTES) {
    const { ETag } = await s3.putObject({ ...target, ...description, Body: await readFile(path) }, request());
    return ETag;
  }
  const { UploadId } = await s3.createMultipartUpload({ ...target, ...description }, request());
  const parted = { ...target, UploadId };
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    const size = Math.max(PART_BYTES, Math.ceil(bytes / MOST_PARTS));
    for (let start = 0; start < bytes; start += size) {
      const PartNumber = Parts.length + 1;
      const Body = await buffer(createReadStream(path, { start, end: Math.min(start + size, bytes) - 1 }));
      const { ETag } = await s3.uploadPart({ ...parted, PartNumber, Body }, request());
      Parts.push({ PartNumber, ETag });
    }
    const { ETag } = await s3.completeMultipartUpload({ ...parted, MultipartUpload: { Parts } }, request());
    return ETag;
  } catch (error) {
    // Also at a stop: parts that nobody ends take room for good.
    await s3.abortMultipartUpload(parted, { abortSignal: AbortSignal.timeout(ABORT_MS) }).catch(() => undefined);
    throw error;
  }
}
