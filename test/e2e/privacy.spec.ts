import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GrapevineProcess } from '../support/grapevine-process.js';

/** Recognisable anywhere: no other text of the product or its engines has these. */
const MEMBER = '+4915112345678901';
const OTHERS = {
  recipient: 'zq-recipient-7f3a9c',
  message: 'zq-message-51be02',
  inviter: 'zq-inviter-c40d11',
  event: 'zq-event-9a77e5',
  undeclared: 'zq-undeclared-83ff20',
  refused: 'zq-refused-0d5b6e',
};

/** The forms in which an identity could lie on a disk. */
const formsOf = (identity: string): Buffer[] => [
  Buffer.from(identity, 'utf8'),
  Buffer.from(identity, 'utf16le'),
  Buffer.from(Buffer.from(identity).toString('hex')),
  // Base64 of the middle, at each of the three alignments.
  ...[0, 1, 2].map((cut) =>
    Buffer.from(
      Buffer.from(identity)
        .subarray(cut, cut + 12)
        .toString('base64'),
    ),
  ),
];

describe('identities', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: { LOG_LEVEL: 'trace' } });
    const common = { occurred_at: '2013-12-19T14:00:00Z', channel: 'chat', properties: { note: OTHERS.undeclared } };
    const message = { message_id: OTHERS.message, recipient_id: OTHERS.recipient };
    const events = [
      { type: 'member.active', member_id: MEMBER, id: OTHERS.event },
      { type: 'member.signed_up', member_id: MEMBER, invited_by: OTHERS.inviter, source: 'invite' },
      { type: 'member.invited', member_id: MEMBER },
      { type: 'message.sent', member_id: MEMBER, ...message },
      { type: 'message.delivered', ...message },
      { type: 'message.read', ...message },
      { type: 'message.failed', ...message, error_code: '131026' },
    ].map((event) => ({ ...common, ...event }));
    const refused = { type: 'member.active', member_id: OTHERS.refused.repeat(20), id: OTHERS.refused, ...common };
    for (let i = 0; i < 20; i++) await grapevine.api.send([...events, refused], i % 2 === 0);
    expect((await grapevine.api.drained()).events).toMatchObject({
      accepted: 140,
      stored: 7,
      rejected: { invalid_value: 20 },
    });
    // Settings and questions are told to the engines too.
    await grapevine.api.series({ metric: 'active_members', grain: 'day', by: 'platform' });
    await grapevine.stop();
  }, 120_000);

  afterAll(() => grapevine?.remove());

  it.each(Object.entries({ member: MEMBER, ...OTHERS }))(
    '%s: in no file of the warehouse, the registry or the queue, no write-ahead log, no log of the process',
    (_, identity) => {
      for (const form of formsOf(identity)) {
        const pattern = [...form].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
        const grep = ['-rlaP', pattern, grapevine.dataDir];
        let found = '';
        try {
          found = execFileSync('grep', grep, { env: { LC_ALL: 'C', PATH: process.env.PATH } }).toString();
        } catch (error) {
          // 1: grep has looked everywhere and found nothing.
          expect((error as { status: number }).status).toBe(1);
        }
        expect(found).toBe('');
        expect(Buffer.from(grapevine.log).includes(form)).toBe(false);
      }
    },
  );

  it('would have been found: the search finds what is there', () => {
    const found = execFileSync('grep', ['-rlaP', 'member_sets', grapevine.dataDir], {
      env: { LC_ALL: 'C', PATH: process.env.PATH },
    });
    expect(found.toString()).toContain('warehouse');
    expect(grapevine.log).toContain('Grapevine is ready');
  });
});
