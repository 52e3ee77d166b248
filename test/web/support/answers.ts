import { GrowthAnswer, SeriesAnswer, Session, Status, Workspace } from '@grapevine/contracts';

/** Months of CollegeMsg and their active members; see the notes of its data set. */
export const COLLEGE = [
  ['2004-04', 313],
  ['2004-05', 1038],
  ['2004-06', 740],
  ['2004-07', 360],
  ['2004-08', 287],
  ['2004-09', 255],
  ['2004-10', 164],
] as const;

type Month = readonly [month: string, value: number | null, running?: 'running'];

/** A monthly answer; parsed by the contract, so that what the tests answer is what the server may answer. */
export function seriesAnswer(months: readonly Month[], meta: Partial<SeriesAnswer['meta']> = {}): SeriesAnswer {
  const data = months.map(([period, value, running]) => ({
    period,
    start: `${period}-01`,
    end: lastDay(period),
    value,
    complete: running === undefined,
    sealed: running === undefined && value !== null,
  }));
  return SeriesAnswer.parse({
    data,
    meta: {
      metric: 'active_members',
      definition: { id: 'active_members', version: 1, text: 'Members with an activity in the period.' },
      unit: 'members',
      grain: 'month',
      window: 'calendar',
      time_zone: 'UTC',
      range: { start: data[0]?.start ?? null, end: data.at(-1)?.end ?? null },
      as_of: '2026-11-22T13:46:10.000Z',
      data_from: '2004-04-15',
      data_through: '2004-10-26',
      definition_version: 1,
      activity_types: ['message.sent'],
      exact: true,
      ...meta,
    },
  });
}

/** Growth accounting of the first months of CollegeMsg, as the notes of its data set tell it. */
export function growthAnswer(): GrowthAnswer {
  const { data, meta } = seriesAnswer(COLLEGE.slice(0, 3));
  const counts = [
    { new: 313, retained: 0, resurrected: 0, churned: 0, net: 313, quick_ratio: null },
    { new: 776, retained: 262, resurrected: 0, churned: 51, net: 725, quick_ratio: 776 / 51 },
    { new: 161, retained: 553, resurrected: 26, churned: 485, net: -298, quick_ratio: 187 / 485 },
  ];
  return GrowthAnswer.parse({
    data: data.map(({ value, ...point }, index) => ({
      ...point,
      active: value,
      ...counts[index],
      identity_holds: true,
    })),
    meta: { ...meta, identity_holds: true },
  });
}

/** A breakdown of the months of CollegeMsg into two halves that add up. */
export function breakdownAnswer(
  segments: readonly [string, string],
  meta: Partial<SeriesAnswer['meta']> = {},
): SeriesAnswer {
  const whole = seriesAnswer(COLLEGE, meta);
  const data = whole.data.flatMap((point) => {
    const half = Math.floor((point.value ?? 0) / 2);
    return [half, (point.value ?? 0) - half].map((value, index) => ({
      ...point,
      value,
      segment: segments[index],
      total: point.value,
    }));
  });
  return SeriesAnswer.parse({ data, meta: whole.meta });
}

export function statusAnswer(
  change: { pending?: number; accepted?: number; data_through?: string | null; last_restated_at?: string | null } = {},
): Status {
  const { pending = 0, accepted = 59_835, data_through = '2004-10-26', last_restated_at = null } = change;
  const engine = { kind: 'embedded', version: '1' };
  return Status.parse({
    pipeline: { pending_events: pending, oldest_pending_seconds: pending > 0 ? 2 : null, dead_letters: 0 },
    events: {
      accepted,
      rejected: {},
      stored: accepted,
      duplicates: 0,
      conflicting: 0,
      as_of: '2026-11-22T13:46:10.000Z',
    },
    filling: null,
    data_through,
    last_restated_at,
    engines: { database: engine, queue: engine, warehouse: engine },
    version: '0.1.0',
  });
}

export const workspaceAnswer = Workspace.parse({
  id: 1,
  name: 'CollegeMsg',
  slug: 'default',
  simulated: false,
  time_zone: 'UTC',
  activity_types: ['message.sent'],
  dimensions: [],
  definition_version: 1,
  max_age_days: null,
  seal_grace_hours: 48,
  channels: {},
  rebuild: null,
  created_at: '2026-11-22T13:46:10.000Z',
  first_event_received_at: '2026-11-22T13:46:10.000Z',
});

const OWN = { id: 1, name: 'CollegeMsg', slug: 'default', simulated: false, has_events: true };

export const sessionAnswer = (scopes: Session['scopes'] = ['admin']): Session =>
  Session.parse({ workspace: OWN, workspaces: [OWN], person: null, scopes, expires_at: null });

const DEMO = { id: 2, name: 'Demo', slug: 'demo', simulated: true, has_events: true };

/** Of a person whose own workspace is still empty. */
export const demoSession = (): Session => {
  const own = { ...OWN, has_events: false };
  return Session.parse({ workspace: DEMO, workspaces: [own, DEMO], person: null, scopes: ['admin'], expires_at: null });
};

const lastDay = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
