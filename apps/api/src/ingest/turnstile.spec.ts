import { expect, it } from '@jest/globals';
import { Turnstile } from './turnstile.js';

it('lets so many in at a time, in order, and goes on when one fails', async () => {
  const turnstile = new Turnstile(2);
  let [inside, most] = [0, 0];
  const entered: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) =>
      turnstile.pass(async () => {
        entered.push(i);
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, (i % 3) + 1));
        inside--;
        if (i % 4 === 0) throw new Error('this one fails');
        return i;
      }),
    ),
  );
  expect({ most, inside, entered }).toEqual({ most: 2, inside: 0, entered: Array.from({ length: 20 }, (_, i) => i) });
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5);
  expect(await turnstile.pass(async () => 'still open')).toBe('still open');
});
