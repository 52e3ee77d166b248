import type { Grain } from '@grapevine/contracts';

/** A question to `GET /v1/series`; without `from` and `to` the server chooses a range that ends at its last day with data. */
export interface SeriesQuestion {
  metric: string;
  grain: Grain;
  /** First and last local day, both inclusive. */
  from?: string | undefined;
  to?: string | undefined;
}

/** The question as a path; the same question always gives the same text, which is also its name in the cache. */
export function seriesPath({ metric, grain, from, to }: SeriesQuestion): string {
  const parameters = new URLSearchParams({ metric, grain });
  if (from) parameters.set('from', from);
  if (to) parameters.set('to', to);
  return `/v1/series?${parameters}`;
}

/** The same question for a terminal; the key stays a variable, so that it does not end up in a shell's history. */
export function asCurl(path: string, origin: string): string {
  return `curl -s '${origin}${path}' \\\n  -H "Authorization: Bearer $GRAPEVINE_KEY"`;
}
