import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportManifest, ExportRun, ExportRunList, NewExport, SavedExport } from '@grapevine/contracts';
import type { ApiClient } from './api-client.js';

/** A file that was delivered into a folder, and what is said of it. */
export interface DeliveredFile {
  readonly name: string;
  readonly data: Buffer;
  readonly manifest: ExportManifest;
}

type AskedExport = Partial<NewExport> & Pick<NewExport, 'name' | 'question' | 'range'>;

/** Saves an export. @throws Error where it is refused */
export async function saveExport(api: ApiClient, asked: AskedExport, path = ''): Promise<SavedExport> {
  const request = { destination: { kind: 'folder', path }, ...asked };
  const { status, body } = await api.request<SavedExport>('POST', '/v1/exports', request);
  if (status !== 201) throw new Error(`The export was refused with ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Asks for a run. @throws Error where it is refused */
export async function startRun(api: ApiClient, exportId: string, period?: object, test = false): Promise<ExportRun> {
  const { status, body } = await api.request<ExportRun>('POST', `/v1/exports/${exportId}/runs`, { period, test });
  if (status !== 202) throw new Error(`The run was refused with ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** @returns the runs of an export once they are as is wanted */
export async function runsOnce(
  api: ApiClient,
  exportId: string,
  wanted: (runs: readonly ExportRun[]) => boolean,
  patienceMs = 120_000,
): Promise<ExportRun[]> {
  for (const deadline = Date.now() + patienceMs; ; ) {
    const { data } = await api.get<ExportRunList>(`/v1/exports/${exportId}/runs?limit=1000`);
    if (wanted(data)) return data;
    if (Date.now() > deadline) throw new Error(`The runs are not as they should be: ${JSON.stringify(data)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const isOver = ({ state }: ExportRun): boolean => ['complete', 'skipped', 'cancelled', 'failed'].includes(state);

/** Runs an export to its end. */
export async function runToEnd(api: ApiClient, exportId: string, period?: object, test = false): Promise<ExportRun> {
  const { id } = await startRun(api, exportId, period, test);
  const runs = await runsOnce(api, exportId, (all) => all.some((run) => run.id === id && isOver(run)));
  return runs.find((run) => run.id === id) as ExportRun;
}

export const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

/** Every delivered file of a folder: a file without a manifest is none. */
export async function deliveredIn(folder: string): Promise<DeliveredFile[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith('.manifest.json')).sort();
  return Promise.all(
    names.map(async (beside) => {
      const name = beside.replace(/\.manifest\.json$/, '');
      const data = await readFile(join(folder, name));
      return { name, data, manifest: JSON.parse(await readFile(join(folder, beside), 'utf8')) as ExportManifest };
    }),
  );
}
