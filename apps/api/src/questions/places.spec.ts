import { describe, expect, it } from '@jest/globals';
import { NoPlaceError, PlacesByKey } from './places.js';

const never = new AbortController().signal;
const FOREVER_MS = 2 ** 30;

/** A task that ends when it is told to. */
function task() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { run: () => ended, end };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('places by key', () => {
  it('let so many in, keep so many waiting in order, and turn the others away', async () => {
    const places = new PlacesByKey({ inside: 2, waiting: 2, patienceMs: FOREVER_MS });
    const tasks = Array.from({ length: 5 }, task);
    const began: number[] = [];
    const passing = tasks.map(({ run }, i) =>
      places.pass('a', never, () => {
        began.push(i);
        return run();
      }),
    );
    await expect(passing[4]).rejects.toThrow(NoPlaceError);
    expect(began).toEqual([0, 1]);
    tasks[1]?.end();
    await settled();
    expect(began).toEqual([0, 1, 2]);
    for (const { end } of tasks) end();
    await Promise.all(passing.slice(0, 4));
    expect(began).toEqual([0, 1, 2, 3]);
  });

  it('of one key are not those of another', async () => {
    const places = new PlacesByKey({ inside: 1, waiting: 0, patienceMs: FOREVER_MS });
    const slow = task();
    const passing = places.pass('a', never, slow.run);
    await expect(places.pass('a', never, async () => 1)).rejects.toThrow(NoPlaceError);
    expect(await places.pass('b', never, async () => 2)).toBe(2);
    slow.end();
    await passing;
    expect(await places.pass('a', never, async () => 3)).toBe(3);
  });

  it('are given up by whoever lost patience, or is gone, and by a task that fails', async () => {
    const places = new PlacesByKey({ inside: 1, waiting: 2, patienceMs: 5 });
    const slow = task();
    const passing = places.pass('a', never, slow.run);
    const gone = new AbortController();
    const leaving = places.pass('a', gone.signal, async () => 1);
    gone.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    await expect(places.pass('a', gone.signal, async () => 1)).rejects.toThrow('gone');
    await expect(places.pass('a', never, async () => 2)).rejects.toThrow(NoPlaceError);
    slow.end();
    await passing;
    const failing = places.pass('a', never, () => Promise.reject(new Error('this one fails')));
    await expect(failing).rejects.toThrow('this one fails');
    expect(await places.pass('a', never, async () => 3)).toBe(3);
  });
});
