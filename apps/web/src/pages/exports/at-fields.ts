/** Parameters of an export that have a field of their own in its form, where what is wrong with them is said. */
export const AT_FIELDS: readonly string[] = [
  ...['name', 'format', 'compression'],
  ...[
    'question.of',
    'metric',
    'grain',
    'window',
    'by',
    'limit',
    'compare',
    'cohort',
    'mode',
    'periods',
    'type',
    'filter',
  ],
  ...['range', 'range.kind', 'range.count', 'range.grain', 'range.from', 'range.to'],
  ...['destination.kind', 'destination.path', 'destination.to', 'destination.url', 'destination.secret'],
  ...['bucket', 'prefix', 'region', 'endpoint', 'access_key_id', 'secret_access_key'].map(
    (name) => `destination.${name}`,
  ),
  ...['alert.kind', 'alert.to', 'alert.url', 'alert.secret'],
  ...['schedule', 'schedule.kind', 'schedule.minute', 'schedule.weekday', 'schedule.day', 'schedule.time'],
  'schedule.expression',
];
