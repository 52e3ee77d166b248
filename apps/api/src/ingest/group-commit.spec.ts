import type { JobQueues, Payload } from '@grapevine/queue';
import { describe, expect, it } from '@jest/globals';
import { type Contribution, GroupCommit } from './group-commit.js';

type Batch = Payload<'store-events'>;

/** A queue whose store commits when the test says so. */
class SlowStore implements Pick<JobQueues, 'add'> {
  readonly batches: Batch[] = [];
  private readonly underWay: ((error?: Error) => void)[] = [];

  add(_name: string, payload: unknown): Promise<void> {
    this.batches.push(payload as Batch);
    return new Promise((resolve, reject) => {
      this.underWay.push((error) => (error ? reject(error) : resolve()));
    });
  }

  /** Waits until so many batches have come. */
  async received(count: number): Promise<void> {
    while (this.batches.length < count) await turn();
  }

  /** Ends the oldest commit under way, when there is one. */
  async commit(error?: Error): Promise<void> {
    while (this.underWay.length === 0) await turn();
    this.underWay.shift()?.(error);
    await turn();
  }

  get rows(): string[][] {
    return this.batches.map((batch) => JSON.parse(batch.rows));
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));
const contribution = (rows: string[], more: Partial<Contribution> = {}): Contribution => ({
  workspaceId: 1,
  definitionVersion: 1,
  text: rows.map((row) => JSON.stringify(row)).join(','),
  accepted: rows.length,
  rejected: {},
  ...more,
});
const many = (count: number) => Array.from({ length: count }, (_, i) => String(i));

describe('GroupCommit', () => {
  it('puts the requests that arrive during a commit into the next one, and answers none before its own', async () => {
    const store = new SlowStore();
    const group = new GroupCommit(store, () => 1387461600000);
    const answered: string[] = [];
    const send = (row: string) => group.add(contribution([row])).then(() => answered.push(row));
    void send('a');
    await store.received(1);
    for (const row of ['b', 'c', 'd']) void send(row);
    await turn();
    expect([store.rows, answered]).toEqual([[['a']], []]);
    await store.commit();
    await store.received(2);
    expect([store.rows, answered]).toEqual([[['a'], ['b', 'c', 'd']], ['a']]);
    await store.commit();
    expect(answered).toEqual(['a', 'b', 'c', 'd']);
    expect(store.batches.map(({ accepted }) => accepted)).toEqual([1, 3]);
  });

  it('tells everybody in a commit that failed, and goes on with the next', async () => {
    const store = new SlowStore();
    const group = new GroupCommit(store, Date.now);
    const [a, b] = [group.add(contribution(['a'])), group.add(contribution(['b']))];
    const failures = Promise.allSettled([a, b]);
    await store.received(1);
    const c = group.add(contribution(['c']));
    await store.commit(new Error('disk full'));
    expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await store.commit();
    expect(await c).toMatch(/^1-\d+-1-[0-9a-f]{16}$/);
    expect(store.rows).toEqual([['a', 'b'], ['c']]);
  });

  it('keeps workspaces and definitions apart', async () => {
    const store = new SlowStore();
    const group = new GroupCommit(store, Date.now);
    void group.add(contribution(['first']));
    void group.add(contribution(['other workspace'], { workspaceId: 2 }));
    await store.received(2);
    void group.add(contribution(['old']));
    void group.add(contribution(['new'], { definitionVersion: 2 }));
    void group.add(contribution(['newer'], { definitionVersion: 2 }));
    for (let i = 0; i < 4; i++) await store.commit();
    expect(store.rows).toEqual([['first'], ['other workspace'], ['old'], ['new', 'newer']]);
    expect(store.batches.map((batch) => [batch.workspace_id, batch.definition_version])).toEqual([
      [1, 1],
      [2, 1],
      [1, 1],
      [1, 2],
    ]);
  });

  it('makes no batch larger than a request may be, and does not let a large request wait', async () => {
    const store = new SlowStore();
    const group = new GroupCommit(store, Date.now);
    void group.add(contribution(['first']));
    await store.received(1);
    for (let i = 0; i < 12; i++) void group.add(contribution(many(499)));
    void group.add(contribution(many(5_000)));
    await store.received(2);
    expect(store.batches.map(({ accepted }) => accepted)).toEqual([1, 5_000]);
    for (let i = 0; i < 4; i++) await store.commit();
    expect(store.batches.map(({ accepted }) => accepted)).toEqual([1, 5_000, 499 * 10, 499 * 2]);
  });

  it('adds up what was refused beside them', async () => {
    const store = new SlowStore();
    const group = new GroupCommit(store, Date.now);
    void group.add(contribution(['a'], { rejected: { too_old: 1, in_future: 2 } }));
    void group.add(contribution(['b'], { rejected: { too_old: 5 } }));
    await store.received(1);
    expect(store.batches[0]).toMatchObject({ version: 1, accepted: 2, rejected: { too_old: 6, in_future: 2 } });
    await store.commit();
  });
});
