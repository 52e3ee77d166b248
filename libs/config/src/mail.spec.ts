import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';
import { ConfigError } from './config-error.js';

const FROM = 'reports@example.com';
const mailOf = (environment: NodeJS.ProcessEnv) =>
  readConfig('all', { GRAPEVINE_MAIL_FROM: FROM, ...environment }).mail;
const faultsOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig('all', environment);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
};

describe('the configuration of mail', () => {
  it('is none where nothing is set', () => {
    expect(readConfig('all', {}).mail).toBeUndefined();
  });

  it('demands STARTTLS of smtp://, speaks TLS to smtps://, and knows their ports', () => {
    const credentials = { user: 'me@example.com', password: 'a:b/ü' };
    expect(mailOf({ GRAPEVINE_SMTP_URL: 'smtp://me%40example.com:a%3Ab%2F%C3%BC@mail.example.com' })).toEqual({
      ...{ host: 'mail.example.com', port: 587, encryption: 'starttls', credentials },
      ...{ from: { name: '', address: FROM }, maxBytes: 20_000_000 },
    });
    expect(mailOf({ GRAPEVINE_SMTP_URL: 'smtps://u:p@[::1]:2465' })).toMatchObject({
      ...{ host: '::1', port: 2465, encryption: 'tls' },
    });
    expect(mailOf({ GRAPEVINE_SMTP_URL: 'smtps://mail.example.com' })).toMatchObject({ port: 465 });
  });

  it('sends no password over a connection that is not encrypted', () => {
    const off = { GRAPEVINE_SMTP_ENCRYPTION: 'off', GRAPEVINE_MAIL_FROM: FROM };
    expect(mailOf({ ...off, GRAPEVINE_SMTP_URL: 'smtp://localhost:25' })).toMatchObject({
      ...{ encryption: 'none', credentials: undefined },
    });
    for (const url of ['smtp://user:hunter2@localhost:25', 'smtps://localhost']) {
      const faults = faultsOf({ ...off, GRAPEVINE_SMTP_URL: url });
      expect(faults).toContain('GRAPEVINE_SMTP_ENCRYPTION can be off only where');
      expect(faults).not.toContain('hunter2');
    }
  });

  it.each([
    ['reports@example.com', { name: '', address: 'reports@example.com' }],
    ['Grapevine <reports@example.com>', { name: 'Grapevine', address: 'reports@example.com' }],
    ['"Numbers, daily" <reports@example.com>', { name: 'Numbers, daily', address: 'reports@example.com' }],
    ['<reports@example.com>', { name: '', address: 'reports@example.com' }],
  ])('takes the sender %s', (text, from) => {
    expect(mailOf({ GRAPEVINE_SMTP_URL: 'smtps://localhost', GRAPEVINE_MAIL_FROM: text })).toMatchObject({ from });
  });

  it.each(['reports', 'a@example.com, b@example.com', 'A\r\nBcc: b@example.com <a@example.com>', 'A <a@example.com'])(
    'refuses the sender %j',
    (text) => {
      expect(faultsOf({ GRAPEVINE_SMTP_URL: 'smtps://localhost', GRAPEVINE_MAIL_FROM: text })).toContain(
        'GRAPEVINE_MAIL_FROM must be an email address',
      );
    },
  );

  it.each([
    'mail.example.com:587',
    'http://mail.example.com',
    'smtp://user@mail.example.com',
    'smtp://u:hunter2@mail.example.com/?pool=true',
    'smtp://u:hunter2%@mail.example.com',
    'smtp://',
  ])('refuses the server %s without repeating it', (url) => {
    const faults = faultsOf({ GRAPEVINE_SMTP_URL: url, GRAPEVINE_MAIL_FROM: FROM });
    expect(faults).toContain('GRAPEVINE_SMTP_URL must look like smtp://');
    expect(faults).not.toContain('hunter2');
  });

  it('wants the server and the sender together', () => {
    expect(faultsOf({ GRAPEVINE_MAIL_FROM: FROM })).toContain('GRAPEVINE_SMTP_URL must be set together with');
    expect(faultsOf({ GRAPEVINE_SMTP_URL: 'smtps://localhost' })).toContain(
      'GRAPEVINE_MAIL_FROM must be set together with',
    );
  });
});
