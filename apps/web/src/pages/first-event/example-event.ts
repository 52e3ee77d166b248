import type { ActivityType } from '@grapevine/contracts';

/** The smallest event of a type that makes a member active, happening now. */
export function exampleEvent(type: ActivityType, now: Date): Record<string, string> {
  const common = { type, occurred_at: now.toISOString() };
  if (type === 'message.sent') return { ...common, member_id: 'ada', message_id: 'hello-1' };
  if (type === 'message.read') return { ...common, message_id: 'hello-1', recipient_id: 'ada' };
  return { ...common, member_id: 'ada' };
}

/** A command for a terminal that sends one event. */
export function sendEventCommand(origin: string, key: string, event: Record<string, string>): string {
  return [
    `curl -X POST '${origin}/v1/events'`,
    `  -H 'Authorization: Bearer ${key}'`,
    "  -H 'Content-Type: application/json'",
    `  -d '${JSON.stringify(event)}'`,
  ].join(' \\\n');
}
