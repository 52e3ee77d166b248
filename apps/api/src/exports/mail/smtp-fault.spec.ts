import { describe, expect, it } from '@jest/globals';
import { type SmtpError, smtpFault } from './smtp-fault.js';

const SERVER = { host: 'mail.example.com', port: 587 };
const faultOf = (error: Partial<SmtpError>) =>
  smtpFault(Object.assign(new Error('Mail command failed'), error), SERVER);
const replied = (code: string, command: string, response: string) =>
  faultOf({ code, command, response, responseCode: Number(response.slice(0, 3)) });

describe('what an SMTP server says, in words', () => {
  it('repeats no reply to credentials, which some servers quote', () => {
    const quoted = 'Bad credentials AGdyYXBldmluZQBodW50ZXIy';
    for (const [code, retry] of [
      ['535', false],
      ['454', true],
    ] as const) {
      const fault = replied('EAUTH', 'AUTH PLAIN', `${code} ${quoted}`);
      expect(fault.retry).toBe(retry);
      expect(fault.message).toContain(code);
      expect(fault.message).not.toContain('AGdyYXBldmluZQBodW50ZXIy');
    }
  });

  it.each([
    ['EENVELOPE', 'MAIL FROM', '530 5.7.0 Must issue a STARTTLS command first', false, 'wants a user name'],
    ['EENVELOPE', 'MAIL FROM', '553 5.7.1 Sender not owned', false, 'GRAPEVINE_MAIL_FROM'],
    ['EENVELOPE', 'MAIL FROM', '552 5.3.4 Message size exceeds limit', false, 'Choose a compression'],
    ['EENVELOPE', 'MAIL FROM', '450 4.7.1 Try again later', true, 'at present (450 4.7.1 Try again later)'],
    ['ETLS', 'STARTTLS', '454 4.7.0 TLS not available', true, 'at present'],
    ['ETLS', 'STARTTLS', '502 5.5.1 Not implemented', false, 'takes no encrypted connections'],
    ['EPROTOCOL', 'CONN', '554 5.3.2 No service here', false, 'does not take mail from here'],
    ['EMESSAGE', 'DATA', '554 5.6.0 Content refused', false, 'has read the mail and does not take it'],
  ])('%s after %s: %s', (code, command, response, retry, words) => {
    const fault = replied(code, command, response);
    expect(fault.retry).toBe(retry);
    expect(fault.message).toContain(words);
    expect(fault.message).toMatch(/^mail\.example\.com:587 /);
  });

  it('shows a reply of many lines as one, and no more than the beginning of a long one', () => {
    const { message } = replied('EMESSAGE', 'DATA', `554-No\r\n554 ${'x'.repeat(1_000)}\u0007`);
    expect(message).toContain('(554-No 554 xxx');
    expect(message).toHaveLength('mail.example.com:587 has read the mail and does not take it ().'.length + 303);
  });

  it.each([
    [{ code: 'ESOCKET', originalCode: 'ECONNRESET' }, 'broke the connection off.'],
    [{ code: 'ECONNECTION' }, 'broke the connection off.'],
    [{ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'cannot be spoken to by SMTP (ERR_SSL_'],
    [{}, 'cannot be spoken to by SMTP.'],
  ])('%j is tried again', (error, words) => {
    expect(faultOf(error)).toMatchObject({ retry: true, message: expect.stringContaining(words) });
  });
});
