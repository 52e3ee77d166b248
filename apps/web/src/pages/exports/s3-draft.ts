import type { ExportDestinationChange, SavedExport } from '@grapevine/contracts';

type S3Change = Extract<ExportDestinationChange, { kind: 's3' }>;
type ShownS3 = Extract<SavedExport['destination'], { kind: 's3' }>;

/** What stands in the fields of a bucket, named as the API names it. */
export type S3Draft = Required<Omit<S3Change, 'kind'>>;

export const NO_BUCKET: S3Draft = {
  ...{ bucket: '', prefix: '', region: '', endpoint: '', path_style: false },
  ...{ access_key_id: '', secret_access_key: '' },
};

export const s3DraftOf = ({ kind: _, endpoint = '', secret_access_key: __, ...place }: ShownS3): S3Draft => ({
  ...{ ...place, endpoint },
  secret_access_key: '',
});

/** An endpoint that is left empty is Amazon's; a secret that is left empty is kept. */
export const s3Of = ({ endpoint, secret_access_key: secret, ...place }: S3Draft): S3Change => ({
  ...{ kind: 's3', path_style: place.path_style, bucket: place.bucket.trim(), prefix: place.prefix.trim() },
  ...{ region: place.region.trim(), access_key_id: place.access_key_id.trim() },
  ...(endpoint.trim() === '' ? {} : { endpoint: endpoint.trim() }),
  ...(secret === '' ? {} : { secret_access_key: secret }),
});
