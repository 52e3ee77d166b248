import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from './engine.js';
import { EmbeddedPostgresError } from './error.js';
import { type Launch, launchPostmaster } from './launch.js';
import { isClusterProcess, killOrphans, type PostmasterFile, readPostmasterFile } from './postmaster-process.js';
import { type Answer, probe } from './probe.js';

/** A postmaster that has proved that it serves the cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether it was running before. */
  readonly adopted: boolean;
}

/** Without progress a start is given up after this. A postmaster that says it is recovering makes progress. */
const PATIENCE_MS = 12_000;
/** From then on, processes that a killed postmaster left are killed too. */
const ORPHANS_MS = 3_000;
const ORPHANS = 'waiting for processes of the killed PostgreSQL to end';
/** A start that something kills is tried again, but not for ever: the machine may lack the memory. */
const MOST_KILLS = 5;
const POLL_MS = 25;
const AFTER_FAILURE_MS = 200;
/** Enough to write 128 MB of buffers to a slow disk. What is cut off here is replayed at the next start. */
const STOP_MS = 8_000;

/** The live postmaster of a cluster according to postmaster.pid, whether it answers or not. */
export async function livePostmaster(clusterDir: string): Promise<PostmasterFile | null> {
  const file = await readPostmasterFile(clusterDir);
  return file && (await isClusterProcess(file.pid, clusterDir)) ? file : null;
}

/**
 * Adopts the postmaster that runs, or starts one, and waits until it answers, through whatever a kill left: a stale
 * postmaster.pid, a zombie, children that are still ending, recovery, a shutdown under way.
 * @param givenPort listen on this port and no other; without it the remembered one is tried first.
 * @throws EmbeddedPostgresError with the reason when it cannot come up.
 */
export async function bringUpPostmaster(engine: Engine, givenPort?: number): Promise<Postmaster> {
  const { layout, password } = engine;
  const say = onChange((state) => engine.logger.info({ dataDir: layout.dataDir }, `PostgreSQL: ${state}`));
  const began = Date.now();
  let deadline = began + PATIENCE_MS;
  let launch: Launch | null = null;
  let kills = 0;
  let problem = 'nothing was heard of it';
  while (Date.now() < deadline) {
    const live = await livePostmaster(layout.cluster);
    if (live) {
      const answer = await probe(live.port, password, layout.cluster);
      if (answer.kind === 'ours') return { ...live, adopted: launch?.child.pid !== live.pid };
      problem = answer.message;
      if (answer.kind === 'foreign') throw refused(engine, live, answer);
      if (answer.kind === 'busy') {
        deadline = Date.now() + PATIENCE_MS;
        say(answer.message);
      }
    } else if (!launch) {
      say('starting');
      launch = await launchPostmaster(engine, givenPort);
    } else if (launch.ended()) {
      if (launch.child.signalCode !== null) kills += 1;
      problem = await retryable(engine, launch, kills, givenPort);
      say(problem);
      if (problem === ORPHANS && Date.now() - began > ORPHANS_MS) await endOrphans(engine);
      launch = null;
      await delay(AFTER_FAILURE_MS);
    }
    await delay(POLL_MS);
  }
  if (launch?.child.pid && !launch.ended()) signal(launch.child.pid, 'SIGINT');
  throw new EmbeddedPostgresError(
    `PostgreSQL on ${layout.dataDir} did not come up in time: ${problem}. See ${layout.logDir}.`,
  );
}

/** Stops a postmaster and waits until it is gone. Clients are disconnected; committed data is on disk. Does nothing if it is gone. */
export async function stopPostmaster(engine: Engine, postmaster: Postmaster): Promise<void> {
  const { layout, password, logger } = engine;
  const isGone = async () => !(await isClusterProcess(postmaster.pid, layout.cluster));
  // PostgreSQL 18.4 hangs when it is told to stop while it recovers from the crash of a session: that takes moments.
  const isOpen = async () =>
    (await isGone()) || (await probe(postmaster.port, password, layout.cluster)).kind !== 'busy';
  await within(STOP_MS, isOpen);
  if (await isGone()) return;
  signal(postmaster.pid, 'SIGINT'); // "fast", as pg_ctl stop -m fast sends
  if (await within(STOP_MS, isGone)) return;
  logger.warn({ pid: postmaster.pid }, 'PostgreSQL does not stop: aborting it, the next start will recover');
  signal(postmaster.pid, 'SIGQUIT');
  await within(STOP_MS, isGone);
}

async function within(milliseconds: number, isDone: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!(await isDone())) {
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** The reason of a failed start that another try can get past. Throws the reasons that stay. */
async function retryable(engine: Engine, launch: Launch, kills: number, givenPort?: number): Promise<string> {
  const said = await launch.said();
  // What it said until then is no reason: among it are refusals of clients that came while it recovered.
  const { signalCode } = launch.child;
  if (signalCode !== null && kills <= MOST_KILLS) return `it was killed while it started (${signalCode})`;
  if (/pre-existing shared memory block/.test(said)) return ORPHANS;
  if (/lock file "postmaster.pid" already exists|bogus data in lock file/.test(said))
    return 'another start was quicker';
  if (/could not bind/.test(said) && givenPort === undefined) return 'the port was taken meanwhile, choosing another';
  const reasons = said
    .split('\n')
    .filter((line) => /(FATAL|PANIC|ERROR|error):?\s/.test(line) && !/FATAL:\s+the database system is /.test(line));
  const reason =
    reasons.join(' ').trim() ||
    said.trim().slice(-500) ||
    `it ended with ${launch.child.exitCode ?? launch.child.signalCode}`;
  throw new EmbeddedPostgresError(`PostgreSQL on ${engine.layout.dataDir} does not start: ${reason}`);
}

async function endOrphans(engine: Engine): Promise<void> {
  if (await livePostmaster(engine.layout.cluster)) return;
  const count = await killOrphans(engine.layout.cluster);
  if (count > 0) engine.logger.warn({ count }, 'killed processes that the killed PostgreSQL had left computing');
}

function refused(engine: Engine, live: PostmasterFile, answer: Answer & { message: string }): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `PostgreSQL (process ${live.pid}) runs on ${engine.layout.dataDir} but refuses Grapevine: ${answer.message}. ` +
      `${engine.layout.passwordFile} must hold the password of its user.`,
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function onChange(report: (state: string) => void): (state: string) => void {
  let last = '';
  return (state) => {
    if (state !== last) report(state);
    last = state;
  };
}
