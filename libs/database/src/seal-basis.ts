import type { EntityManager } from 'typeorm';

/** What a stored number was computed from, besides the events themselves. */
interface SealedBasis {
  readonly metricVersion: number;
  readonly revision: number;
  readonly definitionVersion: number;
  /** The last touch of the days that decide it. */
  readonly touchVersion: number;
  /** Says whom the workspace excluded. */
  readonly exclusions: string;
}

export interface StoredBasis extends SealedBasis {
  /** Epoch milliseconds. */
  readonly sealedAt: number;
}

export interface NewBasis extends SealedBasis {
  /** The local days that decide the number, both inclusive; without `from` all up to `to`. */
  readonly inputs: { readonly from: string | undefined; readonly to: string };
}

/** Why a number was computed anew: said by whoever knows what it depends on. */
export type Explanation<Before extends SealedBasis = SealedBasis, After extends NewBasis = NewBasis> = (
  before: Before,
  after: After,
) => { reasons: string[]; detail: object };

/** Whether another process has been faster, with a newer number. */
export const isOlder = (after: SealedBasis, before: SealedBasis | undefined): boolean =>
  before !== undefined &&
  (after.revision < before.revision ||
    (after.revision === before.revision && after.touchVersion < before.touchVersion));

/** Leaves out what was computed before a touch of its days, or of rows of another revision than the present one. */
export async function withoutOutdated<T extends NewBasis>(
  manager: EntityManager,
  workspaceId: number,
  points: readonly T[],
): Promise<readonly T[]> {
  const rows: { position: number }[] = await manager.query(
    `SELECT p.position FROM jsonb_to_recordset($2::jsonb)
       AS p (position int, revision int, "touchVersion" bigint, first_day date, last_day date)
     JOIN workspaces AS w ON w.id = $1 AND w.revision = p.revision
     WHERE NOT EXISTS (SELECT FROM day_touches AS t
       WHERE t.workspace_id = $1 AND t.revision = p.revision AND t.version > p."touchVersion"
         AND t.day <= p.last_day AND (p.first_day IS NULL OR t.day >= p.first_day))
     ORDER BY p.position`,
    [
      workspaceId,
      JSON.stringify(
        points.map(({ revision, touchVersion, inputs }, position) => ({
          ...{ position, revision, touchVersion },
          ...{ first_day: inputs.from ?? null, last_day: inputs.to },
        })),
      ),
    ],
  );
  return rows.map(({ position }) => points[position] as T);
}
