import type { Redis } from 'ioredis';

export interface RedisDurability {
  readonly version: string;
  /** What a crash of the machine can lose of what was acknowledged, in words. */
  readonly window: string;
}

const WINDOWS: Record<string, string> = {
  always: 'nothing: appendfsync always',
  everysec: 'up to one second: appendfsync everysec',
  no: 'what the operating system had not written yet: appendfsync no',
};

/**
 * Refuses a Redis that could lose acknowledged batches in normal operation.
 *
 * Reads INFO, which hosted services allow where they forbid CONFIG; only `appendfsync` needs CONFIG, and is reported as
 * unknown without it.
 *
 * @throws Error that says which setting is wrong and how to change it
 */
export async function requireDurableRedis(redis: Redis): Promise<RedisDurability> {
  const info = readInfo(await redis.info());
  const policy = info.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new Error(
      `the server may evict queued events when its memory is full (maxmemory-policy ${policy}). ` +
        'Set "maxmemory-policy noeviction" in redis.conf.',
    );
  }
  if (info.get('aof_enabled') !== '1') {
    throw new Error(
      'the server does not write its data to disk as it comes, so that a restart would lose acknowledged events. ' +
        'Set "appendonly yes" in redis.conf.',
    );
  }
  const fsync = await appendFsync(redis);
  return {
    version: info.get('valkey_version') ?? info.get('redis_version') ?? 'unknown',
    window: WINDOWS[fsync ?? ''] ?? 'unknown: the server does not tell its appendfsync',
  };
}

async function appendFsync(redis: Redis): Promise<string | undefined> {
  try {
    const [, value] = (await redis.config('GET', 'appendfsync')) as string[];
    return value;
  } catch {
    return undefined;
  }
}

function readInfo(text: string): Map<string, string> {
  return new Map(
    text
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
}
