import { randomBytes } from 'node:crypto';

/** What a batch's id tells without opening the job: the queue can be weighed by reading ids alone. */
export interface BatchId {
  readonly workspaceId: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly events: number;
}

/** @returns an id such as `1-1384869600000-250-9f86d081884c7d65`, which is the job's id too */
export function newBatchId({ workspaceId, receivedAt, events }: BatchId): string {
  return `${workspaceId}-${receivedAt}-${events}-${randomBytes(8).toString('hex')}`;
}

/** @returns undefined for an id of another making */
export function readBatchId(id: string): BatchId | undefined {
  const parts = /^(\d+)-(\d+)-(\d+)-[0-9a-f]{16}$/.exec(id);
  if (!parts) return undefined;
  return { workspaceId: Number(parts[1]), receivedAt: Number(parts[2]), events: Number(parts[3]) };
}
