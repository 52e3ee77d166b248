import { DELIVERY_DIMENSIONS } from '@grapevine/contracts';
import type { Metric } from './metric.js';

const INTRODUCTION = `# Metrics

Every number that Grapevine answers, and how it is computed. This page is made from the registry of metrics by
\`npm run docs:metrics\`, and a test holds it in step; a running server tells the same at \`GET /v1/metrics\`.

A(p) is the set of members active in the period p: those with at least one event of the activity definition on one of its
local days, less the excluded ones. Periods are whole: a range is widened to those that it touches, and each of them has a
row. Where the workspace has no data, before its first event and after its last, every number is null; between them an empty
period gives what is said below. Filters intersect on the same local day; in a breakdown the segments that are not shown by
name are one exact union, \`(other)\`, and a member may be in several, so that they need not add up to the total. Filters on
facts of members, \`member.DIMENSION:value\` and \`member.signed_up:2013-10\`, restrict every metric of members to those whose
earliest signup has that value, or falls in that period.

What became of messages is counted by delivery, one (message, recipient), as [delivery.md](delivery.md) says, on the day of the
sending: figures of /v1/delivery, one at a time. Each delivery has one value of each of its own dimensions, so that segments add up.

With \`compare=previous_period\` or \`compare=previous_year\` each row of \`/v1/series\` has the compared period beside it: its
value, the relative \`change\` and the \`difference\`. While a period runs, the compared one is cut to as many days as have
elapsed, today among them, and its \`end\` says so. A year before lies the period of the same name: week 53 and 29 February
have none, and all fields are null. Before a rolling window comes the one that ends where it begins; windows are compared whole,
since one that has not ended has no value.
`;

const list = (items: readonly string[]): string => items.join(', ');

function entryOf(metric: Metric): string {
  const { id, version, name, text, unit, endpoint, grains, windows, subject, dimensions, parameters, over } = metric;
  const whose = subject === 'deliveries' ? `${list(DELIVERY_DIMENSIONS)}: ` : '';
  const facts = [
    ['asked at', `\`GET ${endpoint}${endpoint === '/v1/series' ? `?metric=${id}` : ''}\``],
    ['version', String(version)],
    ['unit', unit],
    ['grains', list(grains)],
    ['windows', list(windows)],
    ['dimensions', `${whose}${dimensions === 'filter' ? 'restrict it' : 'restrict it and break it down'}`],
    ['parameters', list(parameters.map((one) => (one === 'over' ? `over (by default ${over})` : one)))],
    ['empty period', metric.emptyPeriod],
    ['formula', metric.source],
    ['known answer', `[${metric.knownAnswer}](../${metric.knownAnswer})`],
  ];
  const rows = facts.map(([fact, value]) => `| ${fact} | ${value?.replaceAll('|', '\\|')} |`);
  return `## ${name} (\`${id}\`)\n\n${text}\n\n| | |\n|---|---|\n${rows.join('\n')}\n`;
}

/** The page docs/metrics.md, as Markdown. */
export function cataloguePage(metrics: readonly Metric[]): string {
  return [INTRODUCTION, ...metrics.map(entryOf)].join('\n');
}
