import { isDeepStrictEqual } from 'node:util';
import type { ExportChange, ExportList, ExportsQuery, NewExport, SavedExport } from '@grapevine/contracts';
import { type ExportRecord, ExportRuns, type ExportSettings, Exports } from '@grapevine/database';
import { prefixOf } from '@grapevine/exports';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { pageOf, unknownPlace } from '../http/page.js';
import { ProblemError } from '../http/problem-error.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { DestinationKeeper } from './destination-keeper.js';
import { ASKED_SETTINGS, ExportPlanner } from './export-planner.js';
import { toSavedExport } from './export-view.js';

/** Exports of one name whose files are told apart by a number. */
const MOST_OF_ONE_NAME = 100;

/** The saved exports of a workspace, as its API has them. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly exports: Exports,
    private readonly runs: ExportRuns,
    private readonly planner: ExportPlanner,
    private readonly workspaces: WorkspaceStore,
    private readonly keeper: DestinationKeeper,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /** @throws ProblemError 422 where it could not be run, 409 where the names of its files would be those of another one */
  async add(workspaceId: number, request: NewExport): Promise<SavedExport> {
    const { file_prefix: given, destination, alert, ...rest } = request;
    const settings = toSettings(rest, {
      destination: this.keeper.toRecord(workspaceId, destination),
      alert: alert && this.keeper.toAlertRecord(workspaceId, alert, null),
    });
    await this.planner.check(workspaceId, settings);
    const record = given
      ? await this.exports.add(workspaceId, given, settings, new Date(this.now()))
      : await this.addByName(workspaceId, settings);
    if (record) return this.shown(record);
    throw new ProblemError(
      409,
      'file_prefix_taken',
      `The files of another export of your workspace begin with ${given ?? prefixOf(settings.name)}. Choose another file_prefix.`,
    );
  }

  private async addByName(workspaceId: number, settings: ExportSettings): Promise<ExportRecord | undefined> {
    const prefix = prefixOf(settings.name);
    for (let number = 1; number <= MOST_OF_ONE_NAME; number++) {
      const numbered = number === 1 ? prefix : `${prefix}-${number}`;
      const record = await this.exports.add(workspaceId, numbered, settings, new Date(this.now()));
      if (record) return record;
    }
    return undefined;
  }

  async list(workspaceId: number, { limit, after }: ExportsQuery): Promise<ExportList> {
    const found = await this.exports.list(workspaceId, limit + 1, after);
    if (!found) throw unknownPlace('after', 'export');
    return pageOf(await this.allShown(workspaceId, found), limit);
  }

  /** @throws ProblemError 404 */
  async get(workspaceId: number, id: string): Promise<SavedExport> {
    return this.shown(await this.known(workspaceId, id));
  }

  /** Runs that have begun keep their period; what they send is as the export is by then. @throws ProblemError 404, 422 */
  async change(workspaceId: number, id: string, asked: ExportChange): Promise<SavedExport> {
    for (;;) {
      const current = await this.known(workspaceId, id);
      const change = this.toChange(workspaceId, asked, current);
      await this.check(current, change);
      const record = await this.exports.change(workspaceId, id, change, new Date(this.now()), basisOf(current, change));
      if (record) return this.shown(record);
      // It was deleted, or somebody else's change came first, so that this one is looked at again.
    }
  }

  private toChange(workspaceId: number, asked: ExportChange, current: ExportRecord): Partial<ExportSettings> {
    const { destination, alert, incomplete_periods, send_corrections, ...rest } = asked;
    return given({
      ...rest,
      incompletePeriods: incomplete_periods,
      sendCorrections: send_corrections,
      destination: destination && this.keeper.toRecord(workspaceId, destination, current.destination),
      // null is nobody.
      alert: alert && this.keeper.toAlertRecord(workspaceId, alert, current.alert),
    });
  }

  /** Asks only where something else is asked: what cannot be asked any more can still be paused, and mended. */
  private async check(current: ExportRecord, change: Partial<ExportSettings>): Promise<void> {
    const schedule = change.schedule ?? null;
    const isOther = (setting: keyof ExportSettings): boolean =>
      setting in change && !isDeepStrictEqual(change[setting], current[setting]);
    if (ASKED_SETTINGS.some(isOther)) {
      const settings = { ...current, ...change, schedule };
      await this.planner.check(current.workspaceId, settings, current.id);
    } else if (schedule) this.planner.checkSchedule(schedule);
  }

  async remove(workspaceId: number, id: string): Promise<void> {
    if (!(await this.exports.remove(workspaceId, id))) throw noSuchExport();
  }

  private async shown(record: ExportRecord): Promise<SavedExport> {
    const [shown] = await this.allShown(record.workspaceId, [record]);
    return shown as SavedExport;
  }

  private async allShown(workspaceId: number, records: readonly ExportRecord[]): Promise<SavedExport[]> {
    const [{ timeZone }, last] = await Promise.all([
      this.workspaces.get(workspaceId),
      this.runs.last(records.map(({ id }) => id)),
    ]);
    const lastOf = new Map(last.map((run) => [run.exportId, run]));
    const now = this.now();
    return records.map((record) => toSavedExport(record, { timeZone, now, lastRun: lastOf.get(record.id) }));
  }

  private async known(workspaceId: number, id: string): Promise<ExportRecord> {
    const record = await this.exports.find(id, workspaceId);
    if (!record) throw noSuchExport();
    return record;
  }
}

/** What a change was made for: secrets are kept of the same destination, and what is asked was looked at as a whole. */
function basisOf(current: ExportRecord, change: Partial<ExportSettings>): Partial<ExportSettings> {
  const isGiven = (setting: keyof ExportSettings): boolean => setting in change;
  const asked = ASKED_SETTINGS.some(isGiven) ? ASKED_SETTINGS : [];
  const kept = (['destination', 'alert'] as const).filter(isGiven);
  return Object.fromEntries([...asked, ...kept].map((setting) => [setting, current[setting]]));
}

/** A change without what it leaves as it is. */
const given = (change: Partial<ExportSettings>): Partial<ExportSettings> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

const toSettings = (
  wire: Omit<NewExport, 'file_prefix' | 'destination' | 'alert'>,
  { destination, alert }: Pick<ExportSettings, 'destination' | 'alert'>,
): ExportSettings => ({
  name: wire.name,
  question: wire.question,
  range: wire.range,
  format: wire.format,
  compression: wire.compression,
  incompletePeriods: wire.incomplete_periods,
  destination,
  alert,
  schedule: wire.schedule,
  paused: wire.paused,
  sendCorrections: wire.send_corrections,
});

export const noSuchExport = (): ProblemError =>
  new ProblemError(404, 'no_such_export', 'Your workspace has no export of this id. GET /v1/exports lists them.');
