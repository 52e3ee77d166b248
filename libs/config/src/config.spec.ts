import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';
import { ConfigError } from './config-error.js';

const faultsOf = (role: 'all' | 'api' | 'worker', environment: NodeJS.ProcessEnv): string[] => {
  try {
    readConfig(role, environment);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).faults.map((fault) => fault.variable);
  }
};

describe('readConfig', () => {
  it('runs everything embedded when nothing is set, and takes empty variables for unset', () => {
    const config = readConfig('all', { PORT: '', DATABASE_URL: '' });
    expect(config).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      maxPendingEvents: 2_000_000,
    });
    expect(config.dataDir).toMatch(/\/data$/);
  });

  it('names each variable that is wrong', () => {
    expect(faultsOf('all', { PORT: '70000', REDIS_URL: 'localhost:6379', LOG_LEVEL: 'loud' })).toEqual([
      'PORT',
      'REDIS_URL',
      'LOG_LEVEL',
    ]);
    expect(faultsOf('all', { PORT: '4000x' })).toEqual(['PORT']);
    expect(faultsOf('all', { GRAPEVINE_BOOTSTRAP_KEY: 'short' })).toEqual(['GRAPEVINE_BOOTSTRAP_KEY']);
  });

  it('never repeats a value in its message: it may be a password', () => {
    expect(() => readConfig('all', { DATABASE_URL: 'mysql://me:hunter2@db/x' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  it('refuses roles apart on embedded engines, and a shared database without a secret', () => {
    expect(faultsOf('api', {})).toEqual(['CLICKHOUSE_URL', 'DATABASE_URL']);
    expect(faultsOf('all', { DATABASE_URL: 'postgres://db/x' })).toEqual(['GRAPEVINE_SECRET']);
  });
});
