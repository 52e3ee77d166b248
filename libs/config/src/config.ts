import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError, type ConfigFault } from './config-error.js';
import { MAIL_VARIABLES, type MailConfig, mailConfig, mailFaults } from './mail.js';

export const ROLES = ['all', 'api', 'worker'] as const;
export type Role = (typeof ROLES)[number];

const url = (...protocols: string[]) =>
  z.string().refine(
    (text) => {
      const parsed = URL.canParse(text) ? new URL(text) : undefined;
      return parsed !== undefined && protocols.includes(parsed.protocol);
    },
    { error: `must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}` },
  );

/** Whole numbers only: `z.coerce.number()` would read an empty variable as 0. */
const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `must lie between ${min} and ${max}` });

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

const Environment = z.object({
  PORT: integer(0, 65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((path) => resolve(path)),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  CLICKHOUSE_URL: url('http:', 'https:').optional(),
  GRAPEVINE_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  GRAPEVINE_BOOTSTRAP_KEY: z
    .string()
    .min(32, 'must have 32 characters or more')
    // What a header can carry, Bearer and Basic: there a colon ends the user name.
    .regex(/^[!-9;-~]+$/, 'must be of visible ASCII characters without a colon')
    .optional(),
  GRAPEVINE_PUBLIC_URL: url('http:', 'https:').optional(),
  GRAPEVINE_DEMO: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  GRAPEVINE_MAX_PENDING_EVENTS: integer(1, 1_000_000_000).default(2_000_000),
  GRAPEVINE_SEAL_SECONDS: integer(1, 86_400).default(60),
  GRAPEVINE_DIMENSION_VALUES: integer(1, 1_000_000).default(10_000),
  GRAPEVINE_QUESTIONS_PER_KEY: integer(1, 1_000).default(2),
  GRAPEVINE_QUESTION_SECONDS: integer(1, 3_600).default(60),
  GRAPEVINE_QUESTION_MEMORY_MIB: integer(64, 1_048_576).default(4_096),
  GRAPEVINE_EXPORT_ROOT: z
    .string()
    .transform((path) => resolve(path))
    .optional(),
  GRAPEVINE_EXPORT_PRIVATE_ADDRESSES: z
    .enum(['allow', 'refuse'], { error: 'must be allow or refuse' })
    .default('refuse'),
  GRAPEVINE_EXPORT_IDLE_SECONDS: integer(1, 3_600).default(60),
  ...MAIL_VARIABLES,
  GRAPEVINE_MAIL_MAX_BYTES: integer(100_000, 1_000_000_000).default(20_000_000),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

/** Everything that the surroundings decide, read once at start. */
export interface Config {
  readonly role: Role;
  readonly host: string;
  readonly port: number;
  /** Absolute path of the folder of the embedded engines and the secret. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly secret: string | undefined;
  readonly bootstrapKey: string | undefined;
  /** Where people reach the dashboard, for links that are printed. */
  readonly publicUrl: string | undefined;
  /** Whether the first start makes a workspace of simulated data. */
  readonly demo: boolean;
  /** Ingest answers 503 while more acknowledged events than this wait for the warehouse. */
  readonly maxPendingEvents: number;
  /** How often numbers that have become final are looked for. */
  readonly sealSeconds: number;
  /** How many values of a dimension have numbers of their own. */
  readonly dimensionValues: number;
  /** How many questions of one key are answered at a time. */
  readonly questionsPerKey: number;
  /** How long a question may take until its answer begins, and how much memory the engine may take for it. */
  readonly questionSeconds: number;
  readonly questionMemoryMiB: number;
  /** Absolute path of the folder that exports may write below. */
  readonly exportRoot: string;
  /** Whether exports may be sent to addresses that are not public. */
  readonly exportsToPrivateAddresses: boolean;
  /** How long a receiver of exports may be silent. */
  readonly exportIdleSeconds: number;
  /** How mail is sent; undefined: it cannot be. */
  readonly mail: MailConfig | undefined;
  readonly logLevel: string;
}

/**
 * Reads the configuration from environment variables; an empty variable counts as unset.
 *
 * @throws ConfigError naming every variable that is wrong and what it must be.
 */
export function readConfig(role: Role, environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((i) => ({ variable: String(i.path[0]), message: i.message })));
  }
  const env = parsed.data;
  const faults = faultsBetween(role, env);
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    role,
    host: env.HOST,
    port: env.PORT,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    clickhouseUrl: env.CLICKHOUSE_URL,
    secret: env.GRAPEVINE_SECRET,
    bootstrapKey: env.GRAPEVINE_BOOTSTRAP_KEY,
    publicUrl: env.GRAPEVINE_PUBLIC_URL,
    demo: env.GRAPEVINE_DEMO === 'on',
    maxPendingEvents: env.GRAPEVINE_MAX_PENDING_EVENTS,
    sealSeconds: env.GRAPEVINE_SEAL_SECONDS,
    dimensionValues: env.GRAPEVINE_DIMENSION_VALUES,
    questionsPerKey: env.GRAPEVINE_QUESTIONS_PER_KEY,
    questionSeconds: env.GRAPEVINE_QUESTION_SECONDS,
    questionMemoryMiB: env.GRAPEVINE_QUESTION_MEMORY_MIB,
    exportRoot: env.GRAPEVINE_EXPORT_ROOT ?? join(env.DATA_DIR, 'exports'),
    exportsToPrivateAddresses: env.GRAPEVINE_EXPORT_PRIVATE_ADDRESSES === 'allow',
    exportIdleSeconds: env.GRAPEVINE_EXPORT_IDLE_SECONDS,
    mail: mailConfig(env),
    logLevel: env.LOG_LEVEL,
  };
}

/** What single variables cannot show: combinations that could not work. */
function faultsBetween(role: Role, env: z.infer<typeof Environment>): ConfigFault[] {
  const faults = mailFaults(env);
  if (role !== 'all') {
    const why = `the role "${role}" runs in a process of its own, which cannot share an embedded engine`;
    if (!env.CLICKHOUSE_URL) faults.push({ variable: 'CLICKHOUSE_URL', message: `must be set: ${why}` });
    if (!env.DATABASE_URL) faults.push({ variable: 'DATABASE_URL', message: `must be set: ${why}` });
  }
  if (env.DATABASE_URL && !env.GRAPEVINE_SECRET) {
    faults.push({
      variable: 'GRAPEVINE_SECRET',
      message: 'must be set together with DATABASE_URL: every process that shares the database needs the same secret',
    });
  }
  return faults;
}
