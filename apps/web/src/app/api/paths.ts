/** The parameters of a question; what is undefined is left to the server. */
export type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A question as a path; the same question always gives the same text, which is also its name in the cache. */
export function pathOf(endpoint: string, parameters: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [String(value)]) search.append(name, one);
  }
  return search.size > 0 ? `${endpoint}?${search}` : endpoint;
}

/** The same question, answered as CSV. */
export const asCsv = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}format=csv`;

/** The questions that can be exported, by their addresses. */
const EXPORTED: Readonly<Record<string, string>> = {
  '/v1/series': 'series',
  '/v1/growth': 'growth',
  '/v1/retention': 'retention',
  '/v1/power-curve': 'power_curve',
  '/v1/delivery': 'delivery',
};
/** Of which days an export is, it says itself. */
const OF_DAYS = ['from', 'to', 'as_of', 'days'];

/** The same question for the form of exports, as parameters of its address. @param name what the export is going to be called */
export function asExport(path: string, name: string): URLSearchParams | undefined {
  const [endpoint = '', query] = path.split('?');
  const of = EXPORTED[endpoint];
  if (of === undefined) return undefined;
  const asked = [...new URLSearchParams(query)].filter(([parameter]) => !OF_DAYS.includes(parameter));
  return new URLSearchParams([['new', '1'], ['of', of], ['name', name], ...asked]);
}

/** The same question for a terminal; the key stays a variable, so that it does not end up in a shell's history. */
export function asCurl(path: string, origin: string): string {
  return `curl -s '${origin}${path.replaceAll("'", '%27')}' \\\n  -H "Authorization: Bearer $GRAPEVINE_KEY"`;
}
