import { useDataHealth } from '../../app/api/health-questions.js';
import { useSession, useStatus, useWorkspace } from '../../app/api/questions.js';
import { StaleNotice } from '../../app/controls/stale-notice.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import { CrowdedDimensions } from './crowded-dimensions.js';
import styles from './data-health.module.css';
import { DeadLetters } from './dead-letters.js';
import { EventCounts } from './event-counts.js';
import { RejectedReasons } from './rejected-reasons.js';
import { Trust } from './trust.js';

/** What became of the events, and what speaks for the numbers. */
export function DataHealthPage() {
  const { words } = useLanguage();
  const workspace = useWorkspace().data;
  const isAdmin = useSession().data?.scopes.includes('admin') ?? false;
  const status = useStatus();
  const health = useDataHealth();
  const failed = [status, health].find((query) => query.isError && query.data === undefined);
  return (
    <div className={styles.page}>
      <title>{`${words.page.dataHealth} · ${workspace?.name ?? words.product}`}</title>
      <h1>{words.page.dataHealth}</h1>
      <StaleNotice status={status} numbers={[health]} />
      {failed?.error && (
        <Trouble error={failed.error} retrying={failed.isFetching} onRetry={() => void failed.refetch()} />
      )}
      {status.data && <EventCounts status={status.data} />}
      {health.data && (
        <>
          <RejectedReasons rejected={health.data.rejected} />
          <CrowdedDimensions crowded={health.data.dimension_values.over_limit} />
          <Trust health={health.data} workspace={workspace?.slug ?? 'default'} />
        </>
      )}
      {isAdmin && <DeadLetters waiting={status.data?.pipeline.dead_letters} />}
    </div>
  );
}
