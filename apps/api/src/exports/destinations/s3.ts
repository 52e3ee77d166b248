import type { HeadObjectCommandOutput, S3 } from '@aws-sdk/client-s3';
import type { ExportManifest, S3Destination as S3Settings } from '@grapevine/contracts';
import { manifestText } from '@grapevine/exports';
import type { ConnectionLimits } from './connection-fault.js';
import { type Delivery, type Destination, DestinationError } from './destination.js';
import { endpointOf, openS3 } from './s3-client.js';
import { s3Fault, statusOf } from './s3-faults.js';
import { upload } from './s3-upload.js';

/** A request as a whole, however slowly it moves. */
const REQUEST_MS = 3_600_000;

/** Refusals whose reason the next request, which is answered with words, is told: of a region, a signature, a right. */
const WORDLESS = [301, 307, 400, 401, 403];

/** What is known of an object. */
type Found = 'none' | 'the same' | 'another';

/**
 * A bucket of S3-compatible storage. A data object is delivered while its manifest is there; the manifest comes last and, before other
 * bytes take the place of a file, goes first. Objects are there as a whole or not at all.
 */
export class S3Destination implements Destination {
  constructor(
    private readonly settings: S3Settings,
    private readonly limits: ConnectionLimits,
  ) {}

  async deliver(delivery: Delivery, signal: AbortSignal): Promise<{ where: string }> {
    const s3 = await openS3(this.settings, this.limits);
    try {
      await this.place(s3, delivery, signal);
      return { where: this.where(delivery.fileName) };
    } catch (error) {
      signal.throwIfAborted();
      throw s3Fault(error, this.settings, this.limits.idleMs);
    } finally {
      s3.destroy();
    }
  }

  private async place(s3: S3, delivery: Delivery, signal: AbortSignal): Promise<void> {
    const { manifest, idempotencyKey } = delivery;
    const request = () => ({ abortSignal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]) });
    const [data, beside] = [this.target(delivery.fileName), this.target(delivery.manifestName)];
    const found = await find(() => s3.headObject(data, request()), manifest);
    if (found !== 'the same') {
      const isBeside = found === 'another' || (await find(() => s3.headObject(beside, request()), manifest)) !== 'none';
      if (isBeside) await s3.deleteObject(beside, request());
      const description = {
        Metadata: { sha256: manifest.sha256, 'idempotency-key': idempotencyKey },
        ContentType: 'application/octet-stream',
      };
      const file = { path: delivery.dataPath, bytes: manifest.bytes };
      this.check(await upload(s3, data, file, description, request));
    }
    const { ETag } = await s3.putObject(
      {
        ...beside,
        Metadata: { 'idempotency-key': idempotencyKey },
        ContentType: 'application/json',
        Body: manifestText(manifest),
      },
      request(),
    );
    this.check(ETag);
  }

  private target(name: string): { Bucket: string; Key: string } {
    const folder = this.settings.prefix.replace(/\/$/, '');
    return { Bucket: this.settings.bucket, Key: folder === '' ? name : `${folder}/${name}` };
  }

  private where(name: string): string {
    const { Bucket, Key } = this.target(name);
    const { endpoint } = this.settings;
    return `s3://${Bucket}/${Key}${endpoint ? ` at ${new URL(endpoint).host}` : ''}`;
  }

  /** A server that takes everything and keeps nothing answers 200 too. */
  private check(etag: string | undefined): void {
    if (etag) return;
    const { host } = endpointOf(this.settings);
    throw new DestinationError(`${host} answers, but not as S3 does: it gives a stored object no ETag.`, false);
  }
}

/**
 * Looks at an object by its head. What that is refused for has no words; who may not look may still write, and else is told why then.
 */
async function find(head: () => Promise<HeadObjectCommandOutput>, { sha256, bytes }: ExportManifest): Promise<Found> {
  try {
    const { Metadata, ContentLength } = await head();
    return Metadata?.sha256 === sha256 && ContentLength === bytes ? 'the same' : 'another';
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return 'none';
    if (WORDLESS.includes(status)) return 'another';
    throw error;
  }
}
