import { GRAINS, type Grain, GrowthAnswer } from '@grapevine/contracts';
import { type AuditContext, courseOfAnswer } from './asked-log.js';
import { periodsOf } from './periods.js';
import { compareRows, labelsOf } from './rows.js';
import { SegmentTables, tellsOthers } from './segment-tables.js';
import { type AuditFilter, filterText } from './segments.js';
import { growthValuesOf } from './series-values.js';
import { questionOf } from './server.js';
import { daysOf, piecesOf } from './spans.js';

const ENDPOINT = '/v1/growth';

/** Compares the growth accounting of every grain, whole and by each dimension. */
export async function auditGrowth(context: AuditContext): Promise<void> {
  for (const grain of GRAINS) {
    await auditGrowthQuestion(context, grain, undefined);
    for (const by of context.facts.range ? context.facts.segments.keys() : [])
      await auditGrowthQuestion(context, grain, by);
  }
}

/** Asks about all of history. @param context its facts are those that the filters leave */
export async function auditGrowthQuestion(
  context: AuditContext,
  grain: Grain,
  by: string | undefined,
  filters: readonly AuditFilter[] = [],
): Promise<void> {
  const tables = new SegmentTables(context.facts, { grain }, by);
  const periods = periodsOf({ grain });
  for (const piece of piecesOf(periods, context.facts.range, tables.lines)) {
    const days = daysOf(periods, piece, false);
    const parameters = {
      grain,
      ...days?.parameters,
      by,
      limit: by === undefined ? undefined : 1_000,
      filter: filters.map(filterText),
    };
    const asked = { endpoint: ENDPOINT, question: questionOf(parameters) };
    const { data, meta } = await context.server.get(GrowthAnswer, ENDPOINT, parameters);
    const course = courseOfAnswer(context, asked, meta);
    const lines = days ? tables.shown('activity', days.start, days.to, tellsOthers(data)) : [];
    const expected = lines.flatMap(({ segment, table }) =>
      piece.map((period) => ({
        period: periods.name(period),
        segment,
        labels: { ...labelsOf(period, periods, course), identity_holds: true },
        numbers: growthValuesOf(table, period, { periods, isWindow: false, course }),
      })),
    );
    compareRows(context.findings, asked, data, expected);
  }
}
