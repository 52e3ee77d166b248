import { setTimeout as sleep } from 'node:timers/promises';
import {
  ExcludedMemberList,
  type ExclusionList,
  ExclusionList as ExclusionListSchema,
  Status,
  Workspace,
} from '@grapevine/contracts';
import { AuditError } from './audit-error.js';
import { type KeptValues, readKeptValues } from './kept-values.js';
import type { Server } from './server.js';

const PATIENCE_MS = 120_000;
const PAUSE_MS = 250;

/** What the numbers of a workspace depend on besides the log. */
export interface Moment {
  readonly workspace: Workspace;
  readonly exclusions: ExclusionList;
  /** The numbers of the members who are excluded by name. */
  readonly excludedMembers: readonly number[];
  readonly kept: KeptValues;
  /** Equal fingerprints: nothing was stored, decided or rebuilt between the two moments. */
  readonly fingerprint: string;
}

/** @throws AuditError while acknowledged events wait to be stored for too long: nothing holds them yet */
export async function readMoment(server: Server): Promise<Moment> {
  const events = await settledEvents(server);
  const workspace = await server.get(Workspace, '/v1/workspace');
  const exclusions = await server.get(ExclusionListSchema, '/v1/exclusions');
  const excludedMembers = await readExcludedMembers(server);
  const kept = await readKeptValues(server);
  const { id, definition_version: version } = workspace;
  const fingerprint = JSON.stringify([id, version, exclusions, excludedMembers, events]);
  return { workspace, exclusions, excludedMembers, kept, fingerprint };
}

async function readExcludedMembers(server: Server): Promise<number[]> {
  const numbers: number[] = [];
  for (let after: number | undefined; ; ) {
    const { data, next } = await server.get(ExcludedMemberList, '/v1/exclusions/members', { after });
    for (const { member_no } of data) numbers.push(member_no);
    if (next === null) return numbers;
    after = next;
  }
}

async function settledEvents(server: Server): Promise<unknown> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { pipeline, events } = await server.get(Status, '/v1/status');
    if (pipeline.pending_events === 0) return [events.accepted, events.rejected];
    if (Date.now() > deadline) {
      throw new AuditError(`${pipeline.pending_events} events still wait to be stored. Audit when fewer come.`);
    }
    await sleep(PAUSE_MS);
  }
}
