import type { DataSource, EntityManager } from 'typeorm';

/** Which number: a metric of a period, over everything. */
export interface PointKey {
  readonly metric: string;
  readonly grain: string;
  readonly window: string;
  readonly period: string;
  readonly start: string;
  readonly end: string;
}

/** A sealed number that has become another one. */
interface NewRestatement extends PointKey {
  /** Of which segment of a breakdown; undefined: of everything. */
  readonly segment?: { readonly dimension: string; readonly value: string } | undefined;
  readonly from: number | null;
  readonly to: number | null;
  /** Epoch milliseconds: when the former number was sealed. */
  readonly sealedAt: number;
  readonly reasons: readonly string[];
  readonly detail: unknown;
}

/** Which restatements: those that every given part fits. */
interface Which {
  readonly metrics?: readonly string[] | undefined;
  /** Of segments of which dimension; empty: of everything. */
  readonly by?: string | undefined;
  readonly grain?: string | undefined;
  readonly window?: string | undefined;
  /** Local days; a period is among them if one of its days is. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface Restatement extends NewRestatement {
  readonly id: number;
  /** Epoch milliseconds. */
  readonly restatedAt: number;
}

interface RestatementRow
  extends Record<'metric' | 'grain' | 'window_name' | 'period' | 'start_day' | 'end_day', string> {
  readonly id: string;
  readonly dimension: string | null;
  readonly segment: string | null;
  readonly from_value: number | null;
  readonly to_value: number | null;
  readonly sealed_ms: string;
  readonly restated_ms: string;
  readonly reasons: string[];
  readonly detail: unknown;
}

/** What became of numbers that had to be told anew. */
export class Restatements {
  constructor(private readonly source: DataSource) {}

  /** How many there are, and when the last one was; epoch milliseconds. */
  async summary(workspaceId: number): Promise<{ count: number; lastAt: number | null }> {
    const [row] = await this.source.query(
      `SELECT count(*)::int AS count, floor(extract(epoch FROM max(restated_at)) * 1000)::float8 AS "lastAt"
       FROM restatements WHERE workspace_id = $1`,
      [workspaceId],
    );
    return row;
  }

  /** When the last one was, epoch milliseconds; null while there is none. One step down an index, for what is asked all the time. */
  async lastAt(workspaceId: number): Promise<number | null> {
    const [row] = await this.source.query(
      `SELECT floor(extract(epoch FROM restated_at) * 1000)::float8 AS at FROM restatements WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1`,
      [workspaceId],
    );
    return row?.at ?? null;
  }

  /** The last first. @param before only those of a smaller id */
  async read(
    workspaceId: number,
    limit: number,
    before: number | undefined,
    { metrics, by, grain, window, from, to }: Which,
  ): Promise<Restatement[]> {
    const rows: RestatementRow[] = await this.source.query(
      `SELECT id, metric, grain, window_name, period, start_day::text AS start_day, end_day::text AS end_day,
         dimension, segment, from_value, to_value, reasons, detail,
         floor(extract(epoch FROM from_sealed_at) * 1000)::bigint AS sealed_ms,
         floor(extract(epoch FROM restated_at) * 1000)::bigint AS restated_ms
       FROM restatements WHERE workspace_id = $1 AND ($3::bigint IS NULL OR id < $3)
         AND ($4::text[] IS NULL OR metric = ANY($4)) AND ($9::text IS NULL OR coalesce(dimension, '') = $9)
         AND ($5::text IS NULL OR grain = $5) AND ($6::text IS NULL OR window_name = $6)
         AND ($7::date IS NULL OR end_day >= $7) AND ($8::date IS NULL OR start_day <= $8)
       ORDER BY id DESC LIMIT $2`,
      [workspaceId, limit, ...[before, metrics, grain, window, from, to, by].map((part) => part ?? null)],
    );
    return rows.map(({ dimension, segment, ...row }) => ({
      ...{ metric: row.metric, grain: row.grain, window: row.window_name },
      ...{ period: row.period, start: row.start_day, end: row.end_day },
      id: Number(row.id),
      segment: dimension === null || segment === null ? undefined : { dimension, value: segment },
      ...{ from: row.from_value, to: row.to_value, reasons: row.reasons, detail: row.detail },
      sealedAt: Number(row.sealed_ms),
      restatedAt: Number(row.restated_ms),
    }));
  }
}

/** Puts on record that numbers have changed; in the transaction that changes them. */
export async function recordRestatements(
  manager: EntityManager,
  workspaceId: number,
  restatements: readonly NewRestatement[],
): Promise<void> {
  if (restatements.length === 0) return;
  const rows = restatements.map(({ segment, ...rest }) => ({
    ...rest,
    dimension: segment?.dimension ?? null,
    segment: segment?.value ?? null,
  }));
  await manager.query(
    `INSERT INTO restatements (workspace_id, metric, grain, window_name, period, start_day, end_day, dimension, segment,
       from_value, to_value, from_sealed_at, reasons, detail)
     SELECT $1, r.metric, r.grain, r.window, r.period, r.start, r."end", r.dimension, r.segment, r."from", r."to",
       to_timestamp(r."sealedAt" / 1000.0), ARRAY(SELECT jsonb_array_elements_text(r.reasons)), r.detail
     FROM jsonb_to_recordset($2::jsonb) AS r (metric text, grain text, "window" text, period text, start date, "end" date,
       dimension text, segment text, "from" double precision, "to" double precision, "sealedAt" bigint, reasons jsonb,
       detail jsonb)`,
    [workspaceId, JSON.stringify(rows)],
  );
}
