import { ACTIVITY_TYPES, Event } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { exampleEvent, sendEventCommand } from './example-event.js';

describe('the example of a first event', () => {
  it.each(ACTIVITY_TYPES)('of type %s is one that the API accepts', (type) => {
    expect(Event.safeParse(exampleEvent(type, new Date())).success).toBe(true);
  });

  it('is a command that can be pasted as it is', () => {
    const command = sendEventCommand('http://localhost:4000', 'gv_key', exampleEvent('member.active', new Date(0)));
    expect(command).toBe(
      "curl -X POST 'http://localhost:4000/v1/events' \\\n" +
        "  -H 'Authorization: Bearer gv_key' \\\n" +
        "  -H 'Content-Type: application/json' \\\n" +
        '  -d \'{"type":"member.active","occurred_at":"1970-01-01T00:00:00.000Z","member_id":"ada"}\'',
    );
  });
});
