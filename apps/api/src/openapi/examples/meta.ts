import { metricOf } from '@grapevine/metrics';

/** What an answer about the events of the examples says of its numbers. @param id of the metric @param rest what this kind of answer adds */
export function exampleMeta(id: string, start: string, end: string, rest: object): object {
  const { version, text, unit } = metricOf(id);
  return {
    definition: { id, version, text },
    unit,
    time_zone: 'UTC',
    range: { start, end },
    as_of: '2026-11-19T13:00:00.000Z',
    data_from: '2013-11-18',
    data_through: '2013-12-24',
    definition_version: 1,
    activity_types: ['member.active', 'message.sent', 'message.read'],
    exact: true,
    ...rest,
  };
}

/** Periods that are over, and not yet sealed: their events have only just come. */
export const NOVEMBER = {
  period: '2013-11',
  start: '2013-11-01',
  end: '2013-11-30',
  complete: true,
  sealed: false,
} as const;
export const DECEMBER = { ...NOVEMBER, period: '2013-12', start: '2013-12-01', end: '2013-12-31' } as const;
