import openapiTypes, { astToString } from 'openapi-typescript';
import { documentOf } from '../../apps/api/src/openapi/document-text.js';
import { apiControllers } from './declared-routes.js';

/** Where the types of the client are, from the root of the repository. */
export const CLIENT_TYPES = 'apps/web/src/app/api/openapi.generated.ts';

const HEADER = '// Written by "npm run client" from the document of the API, /openapi.json.\n\n';

/** The types of the client, as the document says today. */
export async function clientTypes(): Promise<string> {
  return HEADER + astToString(await openapiTypes(JSON.parse(documentOf(apiControllers()))));
}
