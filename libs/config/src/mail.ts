import { z } from 'zod';
import type { ConfigFault } from './config-error.js';

/** How mail is sent. */
export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte on; `starttls`: before anything else is said; `none`: never, and so without credentials. */
  readonly encryption: 'tls' | 'starttls' | 'none';
  readonly credentials: { readonly user: string; readonly password: string } | undefined;
  readonly from: { readonly name: string; readonly address: string };
  /** Of one mail, as it is sent. */
  readonly maxBytes: number;
}

interface SmtpServer extends Pick<MailConfig, 'host' | 'port' | 'credentials'> {
  /** From the first byte on. */
  readonly encrypted: boolean;
}

const SMTP_URL = 'must look like smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465';

/** @returns undefined for what is not the address of an SMTP server */
function smtpServerOf(text: string): SmtpServer | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') return undefined;
  const encrypted = url.protocol === 'smtps:';
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') return undefined;
  if ((url.username === '') !== (url.password === '')) return undefined;
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (encrypted ? 465 : 587) : Number(url.port),
      encrypted,
      credentials: user === '' ? undefined : { user, password },
    };
  } catch {
    return undefined;
  }
}

/** An address, or a name and the address in angle brackets. */
const FROM = /^(?:"?(?<name>[^"<>\p{Cc}]*?)"?\s*<(?<inner>[^<>\s]+)>|(?<bare>[^<>\s]+))$/u;

function senderOf(text: string): MailConfig['from'] | undefined {
  const groups = FROM.exec(text.trim())?.groups;
  const address = groups?.inner ?? groups?.bare;
  if (!z.email().safeParse(address).success) return undefined;
  return { name: groups?.name ?? '', address: address as string };
}

/** The variables that say how mail is sent, each right by itself. */
export const MAIL_VARIABLES = {
  GRAPEVINE_SMTP_URL: z
    .string()
    .refine((text) => smtpServerOf(text) !== undefined, {
      error: `${SMTP_URL}, with both USER and PASSWORD or neither, and special characters in them as %XX`,
    })
    .optional(),
  GRAPEVINE_SMTP_ENCRYPTION: z.enum(['require', 'off'], { error: 'must be require or off' }).default('require'),
  GRAPEVINE_MAIL_FROM: z
    .string()
    .refine((text) => senderOf(text) !== undefined, {
      error: 'must be an email address, such as reports@example.com or Grapevine <reports@example.com>',
    })
    .optional(),
};

interface MailEnvironment {
  readonly GRAPEVINE_SMTP_URL?: string | undefined;
  readonly GRAPEVINE_SMTP_ENCRYPTION: 'require' | 'off';
  readonly GRAPEVINE_MAIL_FROM?: string | undefined;
  readonly GRAPEVINE_MAIL_MAX_BYTES: number;
}

/** What the variables cannot be together. */
export function mailFaults(env: MailEnvironment): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const { GRAPEVINE_SMTP_URL: url, GRAPEVINE_MAIL_FROM: from, GRAPEVINE_SMTP_ENCRYPTION: encryption } = env;
  if (url && !from) {
    faults.push({ variable: 'GRAPEVINE_MAIL_FROM', message: 'must be set together with GRAPEVINE_SMTP_URL' });
  }
  if (from && !url) {
    faults.push({ variable: 'GRAPEVINE_SMTP_URL', message: 'must be set together with GRAPEVINE_MAIL_FROM' });
  }
  const server = url && smtpServerOf(url);
  if (encryption === 'off' && server && (server.encrypted || server.credentials)) {
    faults.push({
      variable: 'GRAPEVINE_SMTP_ENCRYPTION',
      message:
        'can be off only where GRAPEVINE_SMTP_URL begins with smtp:// and has no user name: a password never goes over a connection that is not encrypted',
    });
  }
  return faults;
}

/** @returns undefined where no SMTP server is configured */
export function mailConfig(env: MailEnvironment): MailConfig | undefined {
  const server = env.GRAPEVINE_SMTP_URL && smtpServerOf(env.GRAPEVINE_SMTP_URL);
  const from = env.GRAPEVINE_MAIL_FROM && senderOf(env.GRAPEVINE_MAIL_FROM);
  if (!server || !from) return undefined;
  const { encrypted, ...address } = server;
  const later = env.GRAPEVINE_SMTP_ENCRYPTION === 'off' ? 'none' : 'starttls';
  return { ...address, encryption: encrypted ? 'tls' : later, from, maxBytes: env.GRAPEVINE_MAIL_MAX_BYTES };
}
