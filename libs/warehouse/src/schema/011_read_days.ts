/**
 * `receipt_days` gets the first day on which a read that names the channel landed: a channel that reports deliveries need not ever
 * report that something was read. The last day that there is stands for never, so that it stays a minimum.
 */
const NEVER = "toDate32('2299-12-31')";

export const readDays: readonly string[] = [
  `ALTER TABLE receipt_days ADD COLUMN IF NOT EXISTS first_read_day SimpleAggregateFunction(min, Date32) DEFAULT ${NEVER}`,
  // In place: a view that is dropped and made again would miss what comes in between.
  `ALTER TABLE incoming_to_receipt_days MODIFY QUERY SELECT revision, workspace, channel, min(day) AS first_day,
    min(if(type = 'message.read', day, ${NEVER})) AS first_read_day
  FROM incoming
  WHERE type IN ('message.delivered', 'message.read') AND channel != ''
  GROUP BY revision, workspace, channel`,
  // What is stored already, after the view, so that nothing falls between the two.
  `INSERT INTO receipt_days (revision, workspace, channel, first_day, first_read_day)
  SELECT revision, workspace, toString(channel) AS named, min(day), min(day)
  FROM deliveries
  WHERE status = 'read' AND channel != ''
  GROUP BY revision, workspace, named`,
];
