import {
  appendFile,
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { accountFor } from '../../libs/database/src/embedded/account.js';
import { findEmbeddedPostgres } from '../../libs/database/src/embedded/embedded-postgres.js';
import { locatePlatformPackage, makeMissingLinks } from '../../libs/database/src/embedded/platform-package.js';
import { runProgram } from '../../libs/database/src/embedded/program.js';
import { runnablePrograms } from '../../libs/database/src/embedded/programs.js';
import { endProcess, killPostmaster, Processes, sql } from '../support/embedded-postgres-processes.js';
import { standaloneCopy } from '../support/standalone-copy.js';

const REPOSITORY = join(import.meta.dirname, '../..');
const isRoot = process.getuid?.() === 0;
const ORDINARY_UID = 65_534;
const COPIED = ['dist/libs/database/src/embedded', 'dist/test/support'];

const folders: string[] = [];

/** A new directory that everybody can enter, unlike what mkdtemp makes. */
async function folder(mode = 0o755, uid?: number): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'grapevine-pg-'));
  folders.push(path);
  await chmod(path, mode);
  if (uid !== undefined) await chown(path, uid, uid);
  return path;
}

afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true });
});

const people = isRoot
  ? [{ who: 'root' }, { who: 'an ordinary user', uid: ORDINARY_UID }]
  : [{ who: 'an ordinary user' }];

describe.each(people)('the embedded PostgreSQL, started by $who', ({ uid }: { uid?: number }) => {
  let processes: Processes;

  beforeAll(async () => {
    const root = uid === undefined ? REPOSITORY : await standaloneCopy(COPIED, ['pg', 'embedded-postgres'], uid);
    if (uid !== undefined) folders.push(root);
    processes = new Processes(join(await folder(0o755, uid), 'data'), { root, uid });
  });
  afterEach(() => processes.end());

  it('is created, and keeps its data and its port over a restart', async () => {
    const first = await processes.start();
    expect(first.adopted).toBe(false);
    await sql(first.url, 'create table kept as select 1 as a');
    await endProcess(first.process, 'SIGTERM');
    const second = await processes.start();
    expect(second).toMatchObject({ url: first.url, adopted: false });
    expect(await sql(second.url, 'select a from kept')).toEqual([{ a: 1 }]);
  });

  it('keeps its password to its owner and listens on this machine only', async () => {
    const { url } = await processes.start();
    expect((await stat(join(processes.dataDir, 'postgres/password'))).mode & 0o777).toBe(0o600);
    const [row] = await sql(
      url,
      `select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets`,
    );
    expect(row).toEqual({ listen: '127.0.0.1', sockets: '' });
    await expect(sql(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('is adopted after a kill -9 of the process that had it', async () => {
    const first = await processes.start();
    await sql(first.url, 'create table adopted as select 2 as a');
    await endProcess(first.process, 'SIGKILL');
    const second = await processes.start();
    expect(second).toMatchObject({ url: first.url, pid: first.pid, adopted: true });
    expect(await sql(second.url, 'select a from adopted')).toEqual([{ a: 2 }]);
  });

  it('recovers what was committed after a kill -9 of itself and the process that had it', async () => {
    const first = await processes.start();
    await sql(first.url, 'create table recovered as select a from generate_series(1, 10000) a');
    await endProcess(first.process, 'SIGKILL');
    await killPostmaster(first.pid, processes.cluster);
    const second = await processes.start();
    expect(second.adopted).toBe(false);
    expect(await sql(second.url, 'select count(*)::int as n from recovered')).toEqual([{ n: 10_000 }]);
  });

  it('recovers although a process that it left is still computing', async () => {
    const first = await processes.start();
    const busy = sql(first.url, 'select count(*) from generate_series(1, 100000000000) a').catch(() => 'ended');
    await delay(300);
    await endProcess(first.process, 'SIGKILL');
    await killPostmaster(first.pid, processes.cluster);
    const second = await processes.start();
    expect(second.adopted).toBe(false);
    expect(await busy).toBe('ended');
  });

  it('starts although an unrelated process got the number of the killed postmaster', async () => {
    const first = await processes.start();
    await endProcess(first.process, 'SIGKILL');
    await killPostmaster(first.pid, processes.cluster);
    const file = join(processes.cluster, 'postmaster.pid');
    const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [await processes.unrelated(), ...rest].join('\n'));
    expect((await processes.start()).adopted).toBe(false);
  });

  it('is brought back on the same port when it is killed under a process that has it', async () => {
    const { url, pid } = await processes.start();
    await killPostmaster(pid, processes.cluster);
    const answer = async (): Promise<unknown> => sql(url, 'select 1 as up').catch(() => delay(50).then(answer));
    expect(await answer()).toEqual([{ up: 1 }]);
  });

  it('is refused to a second process, and the first one does not notice', async () => {
    const first = await processes.start();
    const refusal = await processes.launch().next();
    expect(refusal).toMatchObject({ name: 'DataDirInUseError', error: expect.stringContaining(processes.dataDir) });
    expect(refusal).toMatchObject({ error: expect.stringContaining(`process ${first.process.pid}`) });
    expect(await sql(first.url, 'select 1 as up')).toEqual([{ up: 1 }]);
  });

  it('tells a process that slept through the loss that another has it now', async () => {
    const first = await processes.start();
    // Asleep, it does not reap its child either: the postmaster stays a zombie, with its number in postmaster.pid.
    first.process.kill('SIGSTOP');
    await killPostmaster(first.pid, processes.cluster);
    const second = await processes.start();
    first.process.kill('SIGCONT');
    expect(await first.next()).toEqual({ lost: expect.stringContaining(`process ${second.process.pid}`) });
    expect(await sql(second.url, 'select 1 as up')).toEqual([{ up: 1 }]);
  });
});

describe('the embedded PostgreSQL', () => {
  let processes: Processes;

  beforeAll(async () => {
    processes = new Processes(join(await folder(), 'data'), { root: REPOSITORY });
  });
  afterEach(() => processes.end());

  it('takes another port when its own is taken', async () => {
    const first = await processes.start();
    await endProcess(first.process, 'SIGTERM');
    const port = Number(new URL(first.url).port);
    const other = createServer().listen(port, '127.0.0.1');
    try {
      const second = await processes.start();
      expect(new URL(second.url).port).not.toBe(String(port));
      expect(await sql(second.url, 'select 1 as up')).toEqual([{ up: 1 }]);
      expect(await readFile(join(processes.dataDir, 'postgres/port'), 'utf8')).toBe(`${new URL(second.url).port}\n`);
    } finally {
      other.close();
    }
  });

  it('is not mistaken for that of a copy of its data directory', async () => {
    await endProcess((await processes.start()).process, 'SIGTERM');
    const copies = new Processes(join(await folder(), 'data'), { root: REPOSITORY });
    await cp(processes.dataDir, copies.dataDir, { recursive: true, preserveTimestamps: true });
    try {
      const [original, copy] = [await processes.start(), await copies.start()];
      expect(copy.adopted).toBe(false);
      await sql(original.url, 'create table original_only (a int)');
      await expect(sql(copy.url, 'select * from original_only')).rejects.toMatchObject({ code: '42P01' });
    } finally {
      await copies.end();
    }
  });

  it('writes nothing of statements and their values into its logs', async () => {
    const { url } = await processes.start();
    const identity = '+4915112345678';
    await sql(url, 'create table people (id text primary key)');
    await sql(url, 'insert into people values ($1)', [identity]);
    await expect(sql(url, 'insert into people values ($1)', [identity])).rejects.toMatchObject({ code: '23505' });
    await expect(sql(url, 'select $1::text::date', [identity])).rejects.toMatchObject({
      code: expect.stringMatching(/^22/),
    });
    await expect(sql(url, `select no_such_function('${identity}')`)).rejects.toMatchObject({ code: '42883' });
    // A crash of a session is logged with its statement unless that is switched off.
    const crash = sql(url, `select '${identity}', pg_sleep(30)`).catch(() => 'crashed');
    await delay(200);
    const [row] = await sql(
      url,
      `select pid from pg_stat_activity where query like '%pg_sleep(30)' and pid <> pg_backend_pid()`,
    );
    process.kill(Number(row?.pid), 'SIGKILL');
    expect(await crash).toBe('crashed');
    await processes.end();
    const files = (await readdir(join(processes.cluster, 'log'))).map((name) => join(processes.cluster, 'log', name));
    const logs = await Promise.all(
      [...files, join(processes.dataDir, 'postgres/startup.log')].map((file) => readFile(file, 'utf8')),
    );
    expect(logs.join('')).toContain('was terminated by signal 9');
    expect(logs.join('')).not.toContain(identity.slice(1));
  });

  it('runs with the settings that durability and a small machine ask for', async () => {
    const { url } = await processes.start();
    const names = [
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'autovacuum',
      'jit',
      'max_connections',
      'shared_buffers',
      'password_encryption',
      'server_encoding',
      'TimeZone',
      'data_checksums',
    ];
    const rows = await sql(url, 'select name, current_setting(name) as value from unnest($1::text[]) name', [names]);
    expect(Object.fromEntries(rows.map(({ name, value }) => [name, value]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      autovacuum: 'on',
      jit: 'off',
      max_connections: '100',
      shared_buffers: '128MB',
      password_encryption: 'scram-sha-256',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      data_checksums: 'on',
    });
  });

  it('says so when the cluster is of another major version', async () => {
    const version = join(processes.cluster, 'PG_VERSION');
    await endProcess((await processes.start()).process, 'SIGTERM');
    const kept = await readFile(version, 'utf8');
    await writeFile(version, '16\n');
    try {
      expect(await processes.launch().next()).toMatchObject({
        error: expect.stringMatching(/made by PostgreSQL 16.*brings PostgreSQL 18/),
      });
    } finally {
      await writeFile(version, kept);
    }
  });

  it('says so, with its own words, when PostgreSQL does not start', async () => {
    await endProcess((await processes.start()).process, 'SIGTERM');
    const file = join(processes.cluster, 'postgresql.auto.conf');
    const kept = await readFile(file, 'utf8');
    await appendFile(file, `shared_preload_libraries = 'no_such_library'\n`);
    try {
      expect(await processes.launch().next()).toMatchObject({ error: expect.stringContaining('no_such_library') });
    } finally {
      await writeFile(file, kept);
    }
  });
});

describe('a new data directory', () => {
  it('goes to one of two processes that start at once', async () => {
    const processes = new Processes(join(await folder(), 'data'), { root: REPOSITORY });
    try {
      const reports = await Promise.all([processes.launch().next(), processes.launch().next()]);
      expect(reports.map((report) => ('name' in report ? report.name : 'has it')).sort()).toEqual([
        'DataDirInUseError',
        'has it',
      ]);
      expect(await readdir(processes.dataDir)).toEqual(['postgres']);
    } finally {
      await processes.end();
    }
  });

  it('is found by a tool while PostgreSQL runs on it, and only then', async () => {
    const processes = new Processes(join(await folder(), 'data'), { root: REPOSITORY });
    expect(await findEmbeddedPostgres({ dataDir: processes.dataDir })).toBeNull();
    try {
      const { url, process: holder } = await processes.start();
      expect(await findEmbeddedPostgres({ dataDir: processes.dataDir })).toEqual({ url });
      await endProcess(holder, 'SIGTERM');
      expect(await findEmbeddedPostgres({ dataDir: processes.dataDir })).toBeNull();
    } finally {
      await processes.end();
    }
  });
});

const onlyRoot = isRoot && process.platform === 'linux';
const title = `directories that only root can enter${onlyRoot ? '' : ' [skipped: the tests are not run by root on Linux]'}`;
(onlyRoot ? describe : describe.skip)(title, () => {
  it('can be above the data directory', async () => {
    const processes = new Processes(join(await folder(0o700), 'data'), { root: REPOSITORY });
    try {
      const first = await processes.start();
      await sql(first.url, 'create table kept as select 1 as a');
      await endProcess(first.process, 'SIGKILL');
      const second = await processes.start();
      expect(second).toMatchObject({ adopted: true, pid: first.pid });
      await endProcess(second.process, 'SIGTERM');
      expect(await sql((await processes.start()).url, 'select a from kept')).toEqual([{ a: 1 }]);
    } finally {
      await processes.end();
    }
  });

  it('can be above the programs: a copy of them is run', async () => {
    const closed = join(await folder(0o700), 'native');
    const pkg = await locatePlatformPackage();
    await cp(pkg.native, closed, { recursive: true, verbatimSymlinks: true });
    const account = await accountFor(join(closed, 'none'));
    const cache = join(await folder(), 'cache');
    const programs = await runnablePrograms({ ...pkg, native: closed }, account, cache);
    expect(programs.postgres.startsWith(cache)).toBe(true);
    expect(await runProgram(programs.postgres, ['--version'], { cwd: '/', account })).toMatchObject({ code: 0 });
    // Made once.
    const made = await stat(programs.postgres);
    await runnablePrograms({ ...pkg, native: closed }, account, cache);
    expect((await stat(programs.postgres)).ino).toBe(made.ino);
  });
});

describe('the links of the platform package', () => {
  it('are made when npm did not run its install script', async () => {
    const root = await folder();
    await mkdir(join(root, 'native/lib'), { recursive: true });
    await writeFile(join(root, 'native/lib/libpq.so.5.18'), 'library');
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    await writeFile(join(root, 'native/pg-symlinks.json'), JSON.stringify(links));
    await makeMissingLinks(root, 'platform');
    await makeMissingLinks(root, 'platform');
    expect(await readlink(join(root, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect(await readFile(join(root, 'native/lib/libpq.so.5'), 'utf8')).toBe('library');
  });
});
