export { type Config, ROLES, type Role, readConfig } from './config.js';
export { ConfigError } from './config-error.js';
export { makeDataDir } from './data-dir.js';
export { importEnvironment } from './import-environment.js';
export type { MailConfig } from './mail.js';
export { loadSecret } from './secret.js';
export { VERSION } from './version.js';
