import { ConfigError } from '@grapevine/config';
import { type Access, openAccess } from './access.js';
import type { AuditContext } from './asked-log.js';
import { AuditError } from './audit-error.js';
import { auditFilters } from './audit-filters.js';
import { auditGrowth } from './audit-growth.js';
import { auditPowerCurve } from './audit-power-curve.js';
import { auditRetention } from './audit-retention.js';
import { auditSeries } from './audit-series.js';
import { breadthOf } from './breadth.js';
import { auditDelivery } from './delivery/audit-delivery.js';
import { readDeliveries } from './delivery/read-deliveries.js';
import { Findings } from './findings.js';
import { readKeptValues } from './kept-values.js';
import { LocalDayReader } from './local-days.js';
import { type LogFacts, LogRecorder } from './log-recorder.js';
import { type Moment, readMoment } from './moment.js';
import { type AuditOptions, parseOptions, USAGE } from './options.js';
import { readLog } from './read-log.js';
import { type AuditResult, reportOf, resultOf } from './report.js';
import type { Server } from './server.js';

const EXIT = { noDifference: 0, differences: 1, notDone: 2 } as const;

/** An audit that meets differences while the log grows is done again so often. */
const ATTEMPTS = 3;

/** What the command may touch of its process. */
export interface AuditSurroundings {
  /** The key that the environment gives. */
  readonly key: string | undefined;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** The whole command; gives the exit code. */
export async function runAudit(args: readonly string[], surroundings: AuditSurroundings): Promise<number> {
  const { stdout, stderr, key } = surroundings;
  let access: Access | undefined;
  try {
    const options = parseOptions(args, key, Date.now() % 1_000_000);
    if (!options) {
      stdout.write(USAGE);
      return EXIT.noDifference;
    }
    access = await openAccess(options, key);
    const startedAt = Date.now();
    const result = await audit(access.server, options, stderr);
    await access.record(result, startedAt);
    stdout.write(options.json ? `${JSON.stringify(result)}\n` : reportOf(result));
    return result.differences.length === 0 ? EXIT.noDifference : EXIT.differences;
  } catch (error) {
    const isTold = error instanceof AuditError || error instanceof ConfigError || isOfTheSystem(error);
    // What nobody has foreseen says nothing about the numbers either.
    stderr.write(
      `The audit could not be done. ${isTold ? error.message : `This is a fault of the audit: ${stackOf(error)}`}\n`,
    );
    return EXIT.notDone;
  } finally {
    await access?.release();
  }
}

/** A database that cannot be reached: its driver's own words say it best. */
const isOfTheSystem = (error: unknown): error is Error => error instanceof Error && 'code' in error;

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/**
 * Differences count only if nothing moved between the reading of the log and the last answer: events that came
 * in between are in the answers and not in the log, and may have pushed values out of those that are kept.
 */
async function audit(server: Server, options: AuditOptions, stderr: AuditSurroundings['stderr']): Promise<AuditResult> {
  let moved: readonly string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await readMoment(server);
    requireWorkspace(before, options.workspace);
    const { facts, recorder } = await readFacts(server, before, stderr);
    moved = before.kept.movesTo(await readKeptValues(server));
    if (moved.length === 0) {
      const findings = await compareAll(server, before, facts, recorder, options, stderr);
      if (findings.differences.length === 0) return resultOf(before.workspace, options, recorder.events, findings);
      const after = await readMoment(server);
      moved = before.kept.movesTo(after.kept);
      if (moved.length === 0 && after.fingerprint === before.fingerprint)
        return resultOf(before.workspace, options, recorder.events, findings);
    }
    stderr.write(`${whatCame(moved)}\n`);
  }
  throw new AuditError(
    `${whatCame(moved)} It kept happening, so that differences say nothing. Audit at a quieter time.`,
  );
}

const whatCame = (moved: readonly string[]): string =>
  moved.length === 0
    ? 'Events or decisions came during the audit.'
    : `Values that are kept changed during the audit: ${moved.join('; ')}.`;

function requireWorkspace({ workspace: { id, slug } }: Moment, wanted: string | undefined): void {
  if (wanted === undefined || wanted === slug || wanted === String(id)) return;
  throw new AuditError(
    `GRAPEVINE_KEY is a key of the workspace ${slug}. Give one of ${wanted}, or unset it where the registry can be reached.`,
  );
}

async function readFacts(
  server: Server,
  { workspace, exclusions, excludedMembers, kept }: Moment,
  stderr: AuditSurroundings['stderr'],
): Promise<{ facts: LogFacts; recorder: LogRecorder }> {
  const { time_zone: timeZone, activity_types: activityTypes, dimensions } = workspace;
  const recorder = new LogRecorder({
    ...{ timeZone, activityTypes, dimensions, kept },
    excludedSegments: exclusions.excluded_segments,
  });
  stderr.write('Reading the event log ...\n');
  await readLog(server, recorder);
  stderr.write(`${recorder.events} events read; comparing ...\n`);
  return { facts: recorder.finish(excludedMembers), recorder };
}

async function compareAll(
  server: Server,
  { workspace, exclusions, kept }: Moment,
  facts: LogFacts,
  { misplaced }: LogRecorder,
  { breadth, seed }: AuditOptions,
  stderr: AuditSurroundings['stderr'],
): Promise<Findings> {
  const findings = new Findings();
  const localDays = new LocalDayReader(workspace.time_zone);
  const context: AuditContext = { server, facts, findings, localDays, kept, breadth: breadthOf(breadth, seed) };
  const inLog = { endpoint: '/v1/events/export', question: '', place: 'log', field: 'day' };
  for (const { event, told, recomputed } of misplaced) findings.label({ ...inLog, place: event, told, recomputed });
  findings.number({
    ...{ endpoint: '/v1/exclusions', question: '', place: 'now', field: 'excluded_members' },
    ...{ told: exclusions.excluded_members, recomputed: facts.excluded.size },
  });
  for (const compare of [auditSeries, auditGrowth, auditRetention, auditPowerCurve, auditFilters]) {
    await compare(context);
    stderr.write(`${findings.total} numbers compared ...\n`);
  }
  await auditDelivery(context, await readDeliveries(context, workspace.channels));
  return findings;
}
