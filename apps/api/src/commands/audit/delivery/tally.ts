import type { LifeTable } from './life-table.js';

/** Counts of some statuses: of all deliveries, or of those whose channel reports receipts, or reads. */
interface Statuses {
  sent: number;
  delivered: number;
  read: number;
  failed: number;
}

const none = (): Statuses => ({ sent: 0, delivered: 0, read: 0, failed: 0 });

/** What became of the deliveries of one segment in one period. */
export class Tally {
  readonly all = none();
  readonly reported = none();
  readonly readsReported = none();
  contradictory = 0;
  unseen = 0;
  late = 0;
  /** Milliseconds, in any order. */
  readonly toDelivered: number[] = [];
  readonly toRead: number[] = [];

  /** @param reports whether its channel tells what became of a message, and whether it was read */
  add(lives: LifeTable, row: number, reports: { readonly receipts: boolean; readonly reads: boolean }): void {
    this.late += lives.lateOf(row);
    if (!lives.is(row, 'counts')) return;
    if (lives.is(row, 'unseen')) this.unseen++;
    if (lives.is(row, 'failed') && lives.is(row, 'delivered')) this.contradictory++;
    count(this.all, lives, row);
    if (reports.receipts) count(this.reported, lives, row);
    if (reports.reads) count(this.readsReported, lives, row);
    const [toDelivered, toRead] = [lives.waitOf(row, 'toDelivered'), lives.waitOf(row, 'toRead')];
    if (!Number.isNaN(toDelivered)) this.toDelivered.push(toDelivered);
    if (!Number.isNaN(toRead)) this.toRead.push(toRead);
  }
}

function count(statuses: Statuses, lives: LifeTable, row: number): void {
  statuses.sent++;
  if (lives.is(row, 'delivered')) statuses.delivered++;
  if (lives.is(row, 'read')) statuses.read++;
  if (lives.is(row, 'failed') && !lives.is(row, 'delivered')) statuses.failed++;
}

/** One of several. */
export function together(tallies: readonly Tally[]): Tally {
  const sum = new Tally();
  for (const tally of tallies) {
    for (const statuses of ['all', 'reported', 'readsReported'] as const) {
      for (const status of ['sent', 'delivered', 'read', 'failed'] as const) {
        sum[statuses][status] += tally[statuses][status];
      }
    }
    for (const count of ['contradictory', 'unseen', 'late'] as const) sum[count] += tally[count];
    for (const wait of tally.toDelivered) sum.toDelivered.push(wait);
    for (const wait of tally.toRead) sum.toRead.push(wait);
  }
  return sum;
}
