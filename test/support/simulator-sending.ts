import { Chance } from '@grapevine/simulator';
import type { WireEvent } from './naive-log.js';
import { shuffled } from './random.js';

const REPEATED = 0.1;
const LARGEST_BATCH = 800;

/** What is really sent of a log: every event at least once, a tenth of them again, in random order, in batches of any size. */
export function* asSent(log: Iterable<WireEvent>, seed: number): Generator<readonly WireEvent[]> {
  const chance = new Chance(seed);
  const all = [...log].flatMap((event) => (chance.happens(REPEATED) ? [event, event] : [event]));
  const mixed = shuffled(all, seed);
  for (let from = 0; from < mixed.length; ) {
    const size = chance.whole(1, LARGEST_BATCH);
    yield mixed.slice(from, from + size);
    from += size;
  }
}
