import { createLogger } from '@grapevine/observability';
import { JobQueues, JobWorkers, newBatchId, type Payload, type QueueBackend } from '@grapevine/queue';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

type Batch = Payload<'store-events'>;
type Handle = (payload: Batch, jobId: string) => Promise<void>;

const batch = (rows: unknown[], overrides: Partial<Batch> = {}): Batch => ({
  version: 1,
  workspace_id: 1,
  definition_version: 1,
  received_at: Date.now(),
  accepted: rows.length,
  rejected: {},
  rows: JSON.stringify(rows),
  ...overrides,
});
const idOf = (events: number, workspaceId = 1): string => newBatchId({ workspaceId, receivedAt: Date.now(), events });

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Something that resolves when it is opened. */
function gate(): { passed: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/**
 * What the product needs of a queue, whatever BullMQ keeps it in. The same suite runs on each store.
 *
 * @param open opens a backend on a store that no other test uses
 */
export function queueConformance(title: string, open: () => Promise<QueueBackend>): void {
  describe(title, () => {
    const logger = createLogger('silent');
    let backend: QueueBackend;
    let queues: JobQueues;
    /** BullMQ's own view of the jobs. */
    let queue: Awaited<ReturnType<QueueBackend['openQueue']>>;
    let opened: { close(): Promise<void> }[] = [];

    beforeAll(async () => {
      backend = await open();
      queue = await backend.openQueue('store-events');
    });
    beforeEach(async () => {
      queues = await JobQueues.open(backend);
    });
    afterEach(async () => {
      for (const one of opened) await one.close();
      opened = [];
      await queues.close();
    });
    afterAll(async () => {
      await queue?.close();
      await backend?.close();
    });

    const work = async (
      handle: Handle,
      unreadable?: (payload: unknown, detail: string) => Promise<void>,
    ): Promise<JobWorkers> => {
      const workers = new JobWorkers(
        backend,
        {
          'store-events': {
            handle: (payload, { jobId }) => handle(payload, jobId),
            ...(unreadable ? { unreadable } : {}),
          },
          'expire-records': { handle: async () => undefined },
          'tend-rebuilds': { handle: async () => undefined },
          'seal-points': { handle: async () => undefined },
          rebuild: { handle: async () => undefined },
          'run-export': { handle: async () => undefined },
          'send-alert': { handle: async () => undefined },
          'tend-exports': { handle: async () => undefined },
        },
        logger,
        { finished: () => undefined },
      );
      opened.push(workers);
      await workers.start();
      return workers;
    };
    const drained = () => until(async () => (await queues.pending()).events === 0);

    it('brings every payload to a worker as it was, once, and keeps nothing of it', async () => {
      const hostile = ['\\', '"', "'", '\u2028', 'ü😀', '$1', '{"a":1}', '\n\t', 'x'.repeat(200_000)];
      const sent = new Map(Array.from({ length: 20 }, (_, i) => [idOf(hostile.length), batch([...hostile, i])]));
      const got: [string, Batch][] = [];
      await work(async (payload, jobId) => void got.push([jobId, payload]));
      await Promise.all([...sent].map(([id, payload]) => queues.add('store-events', payload, id)));
      await drained();
      expect(got).toHaveLength(20);
      expect(new Map(got)).toEqual(sent);
      expect(await queues.pending()).toEqual({ events: 0, oldestReceivedAt: undefined });
    });

    it('counts what waits and what is being worked on, by workspace, until it is done', async () => {
      const busy = gate();
      await queues.add('store-events', batch([1, 2, 3]), idOf(3));
      await queues.add('store-events', batch([1]), idOf(1, 2));
      expect(await queues.pending()).toMatchObject({ events: 4 });
      let started = 0;
      await work(async () => {
        started++;
        await busy.passed;
      });
      await until(() => started === 2);
      expect(await queues.pending(1)).toMatchObject({ events: 3, oldestReceivedAt: expect.any(Number) });
      expect(await queues.pending(2)).toMatchObject({ events: 1 });
      expect(await queues.pending(3)).toEqual({ events: 0, oldestReceivedAt: undefined });
      busy.open();
      await drained();
    });

    it('takes a batch of one id once while it is there', async () => {
      const id = idOf(1);
      await queues.add('store-events', batch(['first']), id);
      await queues.add('store-events', batch(['second']), id);
      const got: string[] = [];
      await work(async ({ rows }) => void got.push(rows));
      await drained();
      expect(got).toEqual(['["first"]']);
    });

    it('tries a job that fails again, with several workers, until it succeeds; it counts as pending all the while', async () => {
      const attempts = new Map<string, number>();
      const handle: Handle = async (_, jobId) => {
        attempts.set(jobId, (attempts.get(jobId) ?? 0) + 1);
        if ((attempts.get(jobId) as number) < 3) throw new Error('not yet');
      };
      const ids = Array.from({ length: 8 }, () => idOf(1));
      await work(handle);
      await work(handle);
      await Promise.all(ids.map((id) => queues.add('store-events', batch([id]), id)));
      await until(async () => {
        const { events } = await queues.pending();
        const unfinished = ids.filter((id) => (attempts.get(id) ?? 0) < 3).length;
        expect(events).toBeGreaterThanOrEqual(unfinished === 0 ? 0 : 1);
        return events === 0;
      });
      expect([...attempts.values()]).toEqual(ids.map(() => 3));
    }, 60_000);

    it('takes back what was being worked on when told that nobody is', async () => {
      // A worker that has stopped in the middle of a job, as after a crash: it holds the lock and takes nothing else.
      const never = gate();
      const settings = {
        concurrency: 1,
        lockDuration: 60_000,
        stalledInterval: 60_000,
        maxStalledCount: 1,
        backoff: () => 1,
      };
      const abandoned = await backend.openWorker('store-events', settings, () => never.passed);
      void abandoned.run();
      await queues.add('store-events', batch([1, 2]), idOf(2));
      await until(() => abandoned.isRunning());
      await until(async () => (await queue.getActiveCount()) === 1);
      await abandoned.pause(true);
      expect(await queues.takeBackActive()).toBe(1);
      const got: string[] = [];
      await work(async ({ rows }) => void got.push(rows));
      await until(() => got.length > 0);
      await drained();
      expect(got).toEqual(['[1,2]']);
      never.open();
      await abandoned.close(true);
    });

    it('hands a payload of another kind over as unreadable instead of trying it for ever', async () => {
      const unreadable: string[] = [];
      await work(
        async () => undefined,
        async (_, detail) => void unreadable.push(detail),
      );
      await queues.add('store-events', { version: 0 } as unknown as Batch, idOf(1));
      await drained();
      expect(unreadable).toHaveLength(1);
      expect(unreadable[0]).toContain('version');
    });

    it('waits for running jobs when it closes, and takes no others', async () => {
      const busy = gate();
      let done = 0;
      const workers = await work(async () => {
        await busy.passed;
        done++;
      });
      await queues.add('store-events', batch([1]), idOf(1));
      await until(async () => (await queue.getActiveCount()) === 1);
      const closing = workers.close();
      busy.open();
      await closing;
      expect(done).toBe(1);
      await queues.add('store-events', batch([2]), idOf(1));
      expect(await queues.pending()).toMatchObject({ events: 1 });
      await work(async () => void done++);
      await drained();
      expect(done).toBe(2);
    });

    it('registers the jobs that make themselves, as often as it is told', async () => {
      await queues.schedule();
      await queues.schedule();
      const expiring = await backend.openQueue('expire-records');
      expect(await expiring.getJobSchedulersCount()).toBe(1);
      await expiring.close();
    });

    it('says what an acknowledgement is worth', () => {
      expect(backend.version).toMatch(/\d/);
      expect(backend.durability).toMatch(/^(nothing|up to one second)/);
    });
  });
}
