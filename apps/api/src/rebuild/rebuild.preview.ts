import type { RebuildPreview, RebuildPreviewRequest } from '@grapevine/contracts';
import type { RevisionSettings } from '@grapevine/database';
import { periodsBetween, startOfPeriodBefore } from '@grapevine/metrics';
import { ownDimensions } from '@grapevine/pipeline';
import {
  type LogReading,
  logDays,
  loggedMonths,
  loggedRange,
  type Population,
  storedEvents,
  Warehouse,
} from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { readPopulation } from '../query/population.js';
import { type Definition, definitionChange, WorkspaceStore } from '../workspaces/workspace-store.js';
import { excludedSegmentsThatGo, offsetsOfDays } from './log-copier.js';
import { toSettings } from './rebuild-view.js';

const MONTHS = 12;

type Numbers = { active_members: number; new_members: number };

interface Logged {
  /** By the month's first day. */
  readonly months: ReadonlyMap<string, Numbers>;
  readonly range: { readonly first: string; readonly last: string } | undefined;
}

/** Answers `POST /v1/rebuilds/preview`: both definitions are read out of the log, in the same way, and nothing is written. */
@Injectable()
export class RebuildPreviewer {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  async preview(workspaceId: number, request: RebuildPreviewRequest): Promise<RebuildPreview> {
    const asOf = this.now();
    const workspace = await this.workspaces.get(workspaceId);
    const population = await readPopulation(this.warehouse, workspace);
    const changed = definitionChange(workspace, request) ?? {};
    const definition: Definition = { ...definitionOf(workspace), ...changed };
    // The old revision's days say which instants there are.
    const days = await this.warehouse.query(logDays(workspaceId, workspace.revision));
    const [stored] = await this.warehouse.query(storedEvents(workspaceId, workspace.revision));
    const read = (by: Definition) => this.read(population, by, days);
    const before = await read(workspace);
    const after = await read(definition);
    return {
      data: rowsOf(before, after),
      settings: { before: toSettings(workspace), after: toSettings(definition) },
      changes: CHANGES.filter(({ key }) => key in changed).map(({ name }) => name),
      notes: notesOn(workspace, definition),
      blocked_by: excludedSegmentsThatGo([...population.excludedSegments], workspace.dimensions, definition.dimensions),
      events: stored?.events ?? 0,
      as_of: new Date(asOf).toISOString(),
    };
  }

  private async read(population: Population, by: Definition, days: readonly { day: string }[]): Promise<Logged> {
    const [first, last] = [days[0]?.day, days.at(-1)?.day];
    if (first === undefined || last === undefined) return { months: new Map(), range: undefined };
    const reading: LogReading = {
      ...population,
      offsets: offsetsOfDays(by.timeZone, first, last),
      activityTypes: by.activityTypes,
    };
    const [range] = await this.warehouse.query(loggedRange(reading, first, last));
    const months = await this.warehouse.query(loggedMonths(reading));
    return {
      months: new Map(months.map(({ month, ...numbers }) => [month, numbers])),
      range: range?.first_day && range.last_day ? { first: range.first_day, last: range.last_day } : undefined,
    };
  }
}

const CHANGES = [
  { key: 'timeZone', name: 'time_zone' },
  { key: 'activityTypes', name: 'activity_types' },
  { key: 'dimensions', name: 'dimensions' },
] as const;

const definitionOf = ({ timeZone, activityTypes, dimensions }: Definition): Definition => ({
  timeZone,
  activityTypes,
  dimensions,
});

/** The last months that one of the two has data in. */
function rowsOf(before: Logged, after: Logged): RebuildPreview['data'] {
  const lasts = [before, after].flatMap(({ range }) => (range ? [range.last] : [])).sort();
  const firsts = [before, after].flatMap(({ range }) => (range ? [range.first] : [])).sort();
  const [first, last] = [firsts[0], lasts.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = startOfPeriodBefore(last, 'month', MONTHS - 1);
  return periodsBetween([from, first].sort()[1] as string, last, 'month', MONTHS).map((period) => {
    const numbers = ({ months, range }: Logged): Numbers | null => {
      const covered = range !== undefined && period.start <= range.last && period.end >= range.first;
      return covered ? (months.get(period.start) ?? { active_members: 0, new_members: 0 }) : null;
    };
    return { ...period, before: numbers(before), after: numbers(after) };
  });
}

function notesOn(before: Pick<RevisionSettings, 'dimensions'>, after: Pick<RevisionSettings, 'dimensions'>): string[] {
  const notes: string[] = [];
  const comes = ownDimensions(after.dimensions).filter((name) => !before.dimensions.includes(name));
  const goes = ownDimensions(before.dimensions).filter((name) => !after.dimensions.includes(name));
  const standard = after.dimensions.filter((name) => !before.dimensions.includes(name) && !comes.includes(name));
  if (comes.length > 0) {
    notes.push(
      `${comes.join(', ')}: properties that no dimension declares are dropped when events come in, so the past is "unknown" here; ` +
        'values begin with the events that are sent from now on.',
    );
  }
  if (goes.length > 0) {
    notes.push(
      `${goes.join(', ')}: the values are not copied, and their old rows are deleted after the rebuild: declared again later, the past is "unknown".`,
    );
  }
  if (standard.length > 0) {
    notes.push(
      `${standard.join(', ')}: the log has kept these fields all along, so the past is broken down by them too.`,
    );
  }
  return notes;
}
