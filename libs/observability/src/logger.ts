import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * The process' log: JSON lines on standard output. Never give it an identity, a key, a body or a URL with a password;
 * what it is given by accident under the usual names of secrets is cut out.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['authorization', 'cookie', '*.authorization', '*.cookie', 'key', 'token', 'password'],
      remove: true,
    },
  });
}
