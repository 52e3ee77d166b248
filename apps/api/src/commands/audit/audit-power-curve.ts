import { PowerCurveAnswer } from '@grapevine/contracts';
import { type AuditContext, courseOfAnswer } from './asked-log.js';
import { dateOf } from './local-days.js';
import { periodsOf } from './periods.js';
import { powerCurveOf } from './power-curve.js';
import { type AuditFilter, filterText } from './segments.js';
import { questionOf } from './server.js';

const ENDPOINT = '/v1/power-curve';
const DAYS = 28;

/** The last day of each month of history, and of history itself. */
function lastDays(range: AuditContext['facts']['range']): number[] {
  if (!range) return [];
  const months = periodsOf({ grain: 'month' });
  const days: number[] = [];
  for (let month = months.of(range.first); months.lastDay(month) < range.last; month++)
    days.push(months.lastDay(month));
  return [...days, range.last];
}

/** Compares the power curve of the 28 days to the end of each month, and those of other lengths to the last day with an event. */
export async function auditPowerCurve(context: AuditContext): Promise<void> {
  const { facts, breadth } = context;
  for (const last of lastDays(facts.range)) await auditCurve(context, last, DAYS);
  for (const days of facts.range ? breadth.curveDays : []) {
    if (days !== DAYS) await auditCurve(context, facts.range?.last ?? 0, days);
  }
}

/** @param context its facts are those that the filters leave */
export async function auditCurve(
  context: AuditContext,
  last: number,
  length: number,
  filters: readonly AuditFilter[] = [],
): Promise<void> {
  const { server, facts, findings } = context;
  const parameters = { as_of: dateOf(last), days: length, filter: filters.map(filterText) };
  const asked = { endpoint: ENDPOINT, question: questionOf(parameters) };
  const answer = await server.get(PowerCurveAnswer, ENDPOINT, parameters);
  const { today } = courseOfAnswer(context, asked, answer.meta);
  const expected = powerCurveOf(facts.everybody.activity, last, length);
  const at = { ...asked, place: dateOf(last) };
  expected.members.forEach((members, i) => {
    const told = answer.data.find(({ days }) => days === i + 1)?.members;
    findings.number({ ...at, field: `days=${i + 1}`, told, recomputed: members });
  });
  findings.number({ ...at, field: 'active', told: answer.active, recomputed: expected.active });
  const { mean_daily_active: mean, stickiness, complete, data } = answer;
  findings.number({ ...at, field: 'mean_daily_active', told: mean, recomputed: expected.meanDailyActive });
  findings.number({ ...at, field: 'stickiness', told: stickiness, recomputed: expected.stickiness });
  findings.label({ ...at, field: 'complete', told: complete, recomputed: last < today });
  findings.label({ ...at, field: 'rows', told: data.length, recomputed: length });
}
