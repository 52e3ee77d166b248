import type { EntityManager } from 'typeorm';

/**
 * The fence of a rebuild. Which revisions a workspace's events are folded into changes only under this lock, taken exclusively;
 * a batch is recorded under it, shared, after a look at which revisions there are now.
 *
 * Why this is enough. Let S be the commit that starts a rebuild. A batch recorded before S had its rows in the old revision by
 * then (it is stored before it is recorded), and the copy, which begins after S, reads them. A batch recorded after S sees the
 * pending revision, and is refused unless it was folded into it. So is one that is recorded after the switch and knows only the
 * old revision. A batch that is refused is folded again by fresh settings; whatever of it was stored by then is stored again,
 * which changes nothing. No batch is done without being recorded. So every event of a batch that is done is in every revision
 * that was current or pending when it was recorded, or has been copied there.
 *
 * An advisory lock and not the workspace's row: row locks that are shared have no queue, and steady ingest could keep the one who
 * wants it for himself waiting for ever.
 */
const LOCK_CLASS = 7_164_003;

/** Until the transaction ends nobody changes the revisions of the workspace. */
async function shareRevisions(manager: EntityManager, workspaceId: number): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock_shared($1, $2)', [LOCK_CLASS, workspaceId]);
}

/** Until the transaction ends nobody records a batch of the workspace, and nobody else changes its revisions. */
export async function holdRevisions(manager: EntityManager, workspaceId: number): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, workspaceId]);
}

/** The batch was folded by settings that are no longer in force: fold it again by those that are. */
export class StaleRevisionsError extends Error {
  override readonly name = 'StaleRevisionsError';

  constructor(workspaceId: number, missing: readonly number[]) {
    super(
      `The workspace ${workspaceId} has another revision by now (${missing.join(', ')}): the batch is folded again.`,
    );
  }
}

/**
 * Makes sure that whatever was stored went into every revision that the workspaces now need, and keeps it so until the
 * transaction ends. To be called first in a transaction.
 *
 * @throws StaleRevisionsError
 */
export async function requireEveryRevision(
  manager: EntityManager,
  folded: readonly { readonly workspaceId: number; readonly revision: number }[],
): Promise<void> {
  for (const workspaceId of new Set(folded.map((one) => one.workspaceId))) {
    await shareRevisions(manager, workspaceId);
    // A statement of its own: it sees what was committed by whoever held the lock before.
    const [row] = await manager.query(
      `SELECT revision, (second_revision->>'revision')::int AS second FROM workspaces WHERE id = $1`,
      [workspaceId],
    );
    const needed: number[] = [row?.revision, row?.second].filter((revision) => typeof revision === 'number');
    const has = new Set(folded.filter((one) => one.workspaceId === workspaceId).map((one) => one.revision));
    const missing = needed.filter((revision) => !has.has(revision));
    if (missing.length > 0) throw new StaleRevisionsError(workspaceId, missing);
  }
}
