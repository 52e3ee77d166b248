import type { ExportQuestion, ExportSchedule, Grain, NewExportBackfill, ParameterError } from '@grapevine/contracts';
import { type ExportRecord, ExportRuns, type ExportSettings } from '@grapevine/database';
import { type ExportPeriod, periodFault, periodOfRange, rangeFault, scheduleFault } from '@grapevine/exports';
import { addDays, periodsBetween, startOfPeriodBefore } from '@grapevine/metrics';
import { LocalDays } from '@grapevine/pipeline';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { invalid } from '../http/parse.js';
import { ProblemError } from '../http/problem-error.js';
import { lengthFault } from '../query/periods.plan.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { hasZstd } from './export-file.js';
import { ExportQuestions, grainOf } from './export-questions.js';

/** What of an export can be wrong. */
type CheckedSettings = Pick<ExportSettings, AskedSetting | 'schedule'>;

/** What decides what a run asks and makes. */
export const ASKED_SETTINGS = ['question', 'range', 'format', 'compression', 'incompletePeriods'] as const;
type AskedSetting = (typeof ASKED_SETTINGS)[number];

const WHAT = 'The export';
/** Of one backfill. */
const MOST_PERIODS = 1_000;

/** Says what can be exported, and of which days. */
@Injectable()
export class ExportPlanner {
  constructor(
    private readonly questions: ExportQuestions,
    private readonly runs: ExportRuns,
    private readonly workspaces: WorkspaceStore,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /**
   * Asks the question once, of a single period: what would be wrong with every run is said now.
   *
   * @param id of the export that is changed; undefined: it is a new one
   * @throws ProblemError 422
   */
  async check(workspaceId: number, settings: CheckedSettings, id?: string): Promise<void> {
    const { question, range, incompletePeriods: incomplete, schedule } = settings;
    const grain = grainOf(question);
    const errors = [...formErrors(settings), ...scheduleErrors(schedule)];
    const fault = rangeFault(range, grain, incomplete);
    if (fault) errors.push({ parameter: 'range', message: fault });
    if (errors.length > 0) throw invalid(WHAT, errors);
    const today = await this.today(workspaceId);
    const lastEnd = id === undefined ? undefined : await this.runs.lastEnd(id);
    const next = periodOfRange(range, { today, grain, incomplete, lastEnd });
    const tooLong = next && hasPeriods(question) && lengthFault(next.start, next.end, grain);
    if (tooLong) throw invalid(WHAT, [{ parameter: 'range', message: tooLong }]);
    await this.questions.ask(workspaceId, question, lastWhole(today, grain));
    // The window of a power curve has an upper bound.
    if (question.of === 'power_curve' && next) await this.questions.ask(workspaceId, question, next);
  }

  /** Looks at a schedule alone, which has nothing to do with what is asked. @throws ProblemError 422 */
  checkSchedule(schedule: ExportSchedule): void {
    const errors = scheduleErrors(schedule);
    if (errors.length > 0) throw invalid(WHAT, errors);
  }

  /**
   * Of which days a run is that somebody asks for now.
   *
   * @returns undefined where that follows from the runs before it
   * @throws ProblemError 422, 409
   */
  async period(saved: ExportRecord, asked: ExportPeriod | undefined): Promise<ExportPeriod | undefined> {
    const period = asked ?? (await this.ownPeriod(saved));
    if (!period) return undefined;
    if (asked && saved.range.kind === 'since_last_run') await this.refuseAhead(saved.id, period);
    await this.refuseUnsendable(saved, period);
    return period;
  }

  /**
   * Of which days a test is: those of a run, where they are known now, else those of the last whole period.
   *
   * @throws ProblemError 422, 409
   */
  async testPeriod(saved: ExportRecord, asked: ExportPeriod | undefined): Promise<ExportPeriod> {
    const own = asked ?? (await this.ownPeriod(saved));
    const period = own ?? lastWhole(await this.today(saved.workspaceId), grainOf(saved.question));
    await this.refuseUnsendable(saved, period);
    return period;
  }

  /** @returns undefined where it follows from the runs before it */
  private async ownPeriod(saved: ExportRecord): Promise<ExportPeriod | undefined> {
    const { workspaceId, question, range, incompletePeriods: incomplete } = saved;
    if (range.kind === 'since_last_run') return undefined;
    const today = await this.today(workspaceId);
    return periodOfRange(range, { today, grain: grainOf(question), incomplete, lastEnd: undefined });
  }

  private async refuseUnsendable(saved: ExportRecord, period: ExportPeriod): Promise<void> {
    const fault = periodFault(period, grainOf(saved.question));
    if (fault) throw invalid('The run', [{ parameter: 'period', message: fault }]);
    if (period.end >= (await this.today(saved.workspaceId)) && !saved.incompletePeriods) throw notOver(period);
  }

  /** The periods of a backfill, in order. @throws ProblemError 422, 409 */
  async periods(saved: ExportRecord, { from, to, grain: asked }: NewExportBackfill): Promise<ExportPeriod[]> {
    const own = grainOf(saved.question);
    const grain = asked ?? (saved.range.kind === 'previous' ? saved.range.grain : own);
    const wrong = (parameter: string, message: string) => invalid('The backfill', [{ parameter, message }]);
    const nested = rangeFault({ kind: 'previous', grain, count: 1 }, own, false);
    if (nested) throw wrong('grain', nested);
    const fault = periodFault({ start: from, end: to }, grain);
    if (fault) throw wrong('from', fault);
    // Each is looked at as a run that somebody asks for; the last one is the last to be over.
    await this.period(saved, { start: startOfPeriodBefore(to, grain, 0), end: to });
    try {
      return periodsBetween(from, to, grain, MOST_PERIODS).map(({ start, end }) => ({ start, end }));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw wrong('from', `the range has more than ${MOST_PERIODS} periods: choose a shorter one, or a coarser grain`);
    }
  }

  /** Days that no run has brought yet come in order, so that none is left out. */
  private async refuseAhead(id: string, { end }: ExportPeriod): Promise<void> {
    const lastEnd = await this.runs.lastEnd(id);
    if (lastEnd !== undefined && end <= lastEnd) return;
    const message =
      'ends after the last day that was sent, and this export sends what follows it in order: run it without a period';
    throw invalid('The run', [{ parameter: 'period', message }]);
  }

  private async today(workspaceId: number): Promise<string> {
    const { timeZone } = await this.workspaces.get(workspaceId);
    return new LocalDays(timeZone).dayOf(this.now());
  }
}

function formErrors({ format, compression }: CheckedSettings): ParameterError[] {
  const errors: ParameterError[] = [];
  if (format === 'parquet' && compression !== 'none') {
    errors.push({ parameter: 'compression', message: 'must be none: Parquet is compressed within' });
  }
  if (compression === 'zstd' && !hasZstd) {
    errors.push({
      parameter: 'compression',
      message: "this server's Node.js has no zstd: use gzip, or a newer Node.js",
    });
  }
  return errors;
}

function scheduleErrors(schedule: ExportSchedule | null): ParameterError[] {
  const message = schedule && scheduleFault(schedule);
  return message ? [{ parameter: 'schedule.expression', message }] : [];
}

/** The raw log has none, and a power curve a window with a bound of its own. */
const hasPeriods = ({ of }: ExportQuestion): boolean => of !== 'events' && of !== 'power_curve';

const lastWhole = (today: string, grain: Grain): ExportPeriod => ({
  start: startOfPeriodBefore(today, grain, 1),
  end: addDays(startOfPeriodBefore(today, grain, 0), -1),
});

const notOver = ({ end }: ExportPeriod): ProblemError =>
  new ProblemError(
    409,
    'period_not_over',
    `${end}, the last day of the period, is not over in the time zone of the workspace. Run it then, or set incomplete_periods of the export.`,
  );
