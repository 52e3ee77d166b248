import type { ExportSchedule } from '@grapevine/contracts';
import { ExportSchedules } from '@grapevine/database';
import { type ExportPeriod, occurrences, periodOfRange } from '@grapevine/exports';
import type { Logger } from '@grapevine/observability';
import { LocalDays } from '@grapevine/pipeline';
import type { Clock } from '../engines/tokens.js';
import type { WorkspaceStore } from '../workspaces/workspace-store.js';
import { grainOf } from './export-questions.js';

/** Runs of one export that are made at a time; what is left is made the next time. */
const MOST = 500;

type Scheduled = Awaited<ReturnType<ExportSchedules['read']>>[number];

/**
 * Makes the runs that schedules have become due for since somebody last looked: those of a time in which nothing ran, too. When exactly it is
 * woken does not matter, nor how many processes are.
 */
export class ExportScheduler {
  constructor(
    private readonly schedules: ExportSchedules,
    private readonly workspaces: Pick<WorkspaceStore, 'get'>,
    private readonly now: Clock,
    private readonly logger: Logger,
  ) {}

  /** One export that cannot be scheduled holds up no other one. */
  async makeDue(): Promise<void> {
    for (const scheduled of await this.schedules.read()) {
      await this.makeDueOf(scheduled).catch((error: Error) =>
        this.logger.error({ exportId: scheduled.id, error: error.stack }, 'The runs of a schedule could not be made.'),
      );
    }
  }

  private async makeDueOf(scheduled: Scheduled): Promise<void> {
    const { id, workspaceId, schedule, scheduledUntil: since } = scheduled;
    const { timeZone } = await this.workspaces.get(workspaceId);
    const instants = occurrences(schedule as ExportSchedule, timeZone, since.getTime(), this.now(), MOST);
    const last = instants.at(-1);
    if (last === undefined) return;
    const days = new LocalDays(timeZone);
    const due = instants.map((at) => ({ dueAt: new Date(at), period: periodAt(scheduled, days.dayOf(at)) }));
    await this.schedules.make(id, since, due, new Date(last));
  }
}

/** undefined: what no run has brought by then. */
function periodAt(
  { range, question, incompletePeriods: incomplete }: Scheduled,
  today: string,
): ExportPeriod | undefined {
  if (range.kind === 'since_last_run') return undefined;
  return periodOfRange(range, { today, grain: grainOf(question), incomplete, lastEnd: undefined });
}
