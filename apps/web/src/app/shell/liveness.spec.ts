import type { Status } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { livenessOf } from './liveness.js';

const status = (pending: number, data_through: string | null): Status =>
  ({
    pipeline: { pending_events: pending, oldest_pending_seconds: pending ? 2 : null, dead_letters: 0 },
    data_through,
  }) as Status;

describe('how current the numbers are', () => {
  it('names events that wait before anything else', () => {
    expect(livenessOf(status(12, '2026-11-22'), '2026-11-22')).toEqual({ kind: 'processing', events: 12, seconds: 2 });
    expect(livenessOf(status(1, null), '2026-11-22').kind).toBe('processing');
  });

  it('is live up to the day before today, across the turn of a year', () => {
    expect(livenessOf(status(0, '2026-11-22'), '2026-11-22')).toEqual({ kind: 'live' });
    expect(livenessOf(status(0, '2025-12-31'), '2026-01-01')).toEqual({ kind: 'live' });
    expect(livenessOf(status(0, '2025-12-30'), '2026-01-01')).toEqual({ kind: 'through', day: '2025-12-30' });
  });

  it('claims nothing while today is not known, or nothing has arrived', () => {
    expect(livenessOf(status(0, '2026-11-22'), undefined)).toEqual({ kind: 'through', day: '2026-11-22' });
    expect(livenessOf(status(0, null), '2026-11-22')).toEqual({ kind: 'empty' });
  });
});
