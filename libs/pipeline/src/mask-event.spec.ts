import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskEvent } from './mask-event.js';

describe('a masked event', () => {
  it('shows which fields there are, and the form of their values', () => {
    const event = {
      type: 'message.sent',
      member_id: '+491701234567',
      message_id: 17,
      occurred_at: '2013-12-19 14:00',
      country: 'Deutschland',
      channel: null,
      properties: { plan: 'pro', tier: 2 },
    };
    expect(maskEvent(event)).toEqual({
      type: 'message.sent',
      member_id: 'text of 13 characters',
      message_id: 'number',
      occurred_at: '0000-00-00 00:00',
      country: 'aaaaaaaaaaa',
      channel: 'null',
      properties: 'object of 2 fields',
    });
  });

  it('names no field that is not known, and no type that is none', () => {
    expect(maskEvent({ type: 'sent to +49', '+491701234567': 'Ann', constructor: 1 })).toEqual({
      type: 'aaaa aa +00',
      '…': '2 fields that are not known',
    });
  });

  it('is told of what is no event at all', () => {
    expect([maskEvent('Ann'), maskEvent([1, 2]), maskEvent(null), maskEvent(7)]).toEqual([
      { event: 'text of 3 characters' },
      { event: 'list of 2' },
      { event: 'null' },
      { event: 'number' },
    ]);
  });

  it('keeps no letter and no digit of any value, wherever it stands', () => {
    const FIELDS = ['type', 'id', 'member_id', 'message_id', 'recipient_id', 'invited_by', 'occurred_at', 'channel'];
    const MORE = ['error_code', 'platform', 'manufacturer', 'country', 'app_version', 'source', 'properties', 'other'];
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map((tail) => `Xq7${tail}`);
    const value = fc.oneof(text, fc.integer({ min: 1_000, max: 2 ** 40 }), fc.dictionary(text, text));
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS, ...MORE), value, (name, given) => {
        const told = Object.values(maskEvent({ [name]: given })).join('');
        const said = told.replace(
          /text of \d+ characters|object of \d+ fields|number|1 fields that are not known/g,
          '',
        );
        expect(said.replace(/[a0 .:+_/?…-]/g, '')).toBe('');
      }),
    );
  });
});
