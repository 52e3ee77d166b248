import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runImport } from '../../apps/api/src/commands/import/run.js';
import { describeWith, pathOf } from '../support/requirements.js';
import { IngestStandIn, KEY } from './import-stand-in.js';

const IMPATIENT = { firstPauseMs: 5, longestPauseMs: 50, strangerMs: 100, acquaintanceMs: 20_000 };
const COLLEGEMSG = ['--format', 'ssv', '--map', 'type==message.sent', '--map', 'member_id=1', '--map', 'recipient_id=2',
  '--map', 'occurred_at=3:s', '--map', 'id=@line', '--map', 'message_id=@line']; // biome-ignore format: pairs

let server: IngestStandIn;
let folder: string;
beforeEach(async () => {
  server = await IngestStandIn.start();
  folder = await mkdtemp(join(tmpdir(), 'grapevine-import-'));
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Outcome {
  code: number;
  out: string;
  err: string;
}

async function load(
  args: readonly string[],
  key: string | undefined = KEY,
  stop = new AbortController(),
): Promise<Outcome> {
  const [out, err]: [string[], string[]] = [[], []];
  const stdout = { write: (text: string) => out.push(text) };
  const stderr = { write: (text: string) => err.push(text) };
  const withUrl = args.includes('--url') ? args : [...args, '--url', server.url];
  const code = await runImport(withUrl, { key, stdout, stderr, stop: stop.signal, patience: IMPATIENT });
  return { code, out: out.join(''), err: err.join('') };
}

/** A log in the form of CollegeMsg; the lines in `bad` have a word for a time. */
async function writeLog(lines: number, bad: ReadonlySet<number> = new Set()): Promise<string> {
  const path = join(folder, 'log.txt');
  const line = (n: number) => `${n % 997} ${n % 89} ${bad.has(n) ? 'never' : 1082040961 + n}`;
  await writeFile(path, `${Array.from({ length: lines }, (_, i) => line(i + 1)).join('\n')}\n`);
  return path;
}

const linesReceived = (): number[] => server.events.map((event) => Number(event.id)).sort((a, b) => a - b);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const rejectedLines = async (path: string): Promise<number[]> =>
  (await readFile(`${path}.rejected.ndjson`, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).line);

describe('import', () => {
  it('loads every line once, within the limits of a request, a few requests at a time', async () => {
    const path = await writeLog(12_345);
    server.answerAfterMs = 5;
    const { code, out, err } = await load(['--file', path, ...COLLEGEMSG, '--batch', '1000', '--in-flight', '3']);
    expect({ code, err, violations: server.violations }).toEqual({ code: 0, err: '', violations: [] });
    expect(out).toMatch(/^12,345 rows: 12,345 accepted, 0 rejected \(/);
    expect(linesReceived()).toEqual(upTo(12_345));
    expect(server.requests).toBe(13);
    // On a busy machine the third may not come in before the first is answered.
    expect([2, 3]).toContain(server.mostAtOnce);
    expect(server.events.find((event) => event.id === '12345')).toEqual({
      type: 'message.sent',
      member_id: '381',
      recipient_id: '63',
      occurred_at: 1082053306000,
      id: '12345',
      message_id: '12345',
    });
    expect(await readdir(folder)).toEqual(['log.txt']);
  });

  it('writes rejected rows to a file of their own, with line, reason and row, and says so by its exit code', async () => {
    const path = join(folder, 'log.csv');
    const rows = ['who,at,kind', 'ann,2004-04-15T14:56:01Z,member.active', 'bob,2004-02-30T00:00:00Z,member.active',
      'cat,2004-04-15T14:56:01Z', 'dan,2004-04-15T14:56:01Z,member.left', 'eve,2004-04-15T14:56:01Z,member.active']; // biome-ignore format: one a line
    await writeFile(path, rows.join('\r\n'));
    const map = ['--map', 'member_id=who', '--map', 'occurred_at=at', '--map', 'type=kind'];
    const { code, out, err } = await load(['--file', path, '--format', 'csv', ...map]);
    expect(code).toBe(1);
    expect(out).toContain('5 rows: 2 accepted, 3 rejected');
    expect(out).toContain(`${path}.rejected.ndjson`);
    expect(err).toBe('The first rejected row is line 3: occurred_at is not a date and time that exists.\n');
    const rejected = (await readFile(`${path}.rejected.ndjson`, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rejected).toEqual([
      { line: 3, field: 'occurred_at', code: 'invalid_value', message: 'is not a date and time that exists', row: ['bob', '2004-02-30T00:00:00Z', 'member.active'] },
      { line: 4, code: 'invalid_value', message: 'the row has 2 columns, the header 3', row: ['cat', '2004-04-15T14:56:01Z'] },
      { line: 5, field: 'type', code: 'unknown_type', message: 'is not an event type', row: ['dan', '2004-04-15T14:56:01Z', 'member.left'] },
    ]); // biome-ignore format: one a line
    expect((await stat(`${path}.rejected.ndjson`)).mode & 0o777).toBe(0o600);
    expect(server.events.map((event) => event.member_id)).toEqual(['ann', 'eve']);
  });

  it('understands a request whose every event was rejected, and one that has none to send', async () => {
    const path = join(folder, 'log.ndjson');
    await writeFile(path, '{"type":"x"}\n{"type":"y"}\nno\nnothing\n');
    expect((await load(['--file', path, '--format', 'ndjson', '--batch', '2'])).code).toBe(1);
    expect(await rejectedLines(path)).toEqual([1, 2, 3, 4]);
    expect(server.requests).toBe(1);
  });

  it('sends again what a busy, failing or vanishing server did not acknowledge, and skips nothing', async () => {
    const path = await writeLog(5_000);
    server.faultOf = (request) => {
      if (request === 2) return { kind: 'status', status: 503, headers: { 'retry-after': '0' } };
      if (request === 3) return { kind: 'status', status: 429 };
      if (request === 4) return { kind: 'reset' };
      if (request === 5) return { kind: 'lost' };
      if (request === 8) return { kind: 'status', status: 502, body: '<html>Bad gateway</html>' };
      return undefined;
    };
    const { code, err } = await load(['--file', path, ...COLLEGEMSG, '--batch', '500']);
    expect(code).toBe(0);
    expect(err).toContain('Waiting: the server is busy or starting.');
    expect([...new Set(linesReceived())]).toEqual(upTo(5_000));
    expect(server.requests).toBe(10 + 5);
  });

  it('waits as long as Retry-After says', async () => {
    const path = await writeLog(10);
    server.faultOf = (n) => (n === 1 ? { kind: 'status', status: 503, headers: { 'retry-after': '1' } } : undefined);
    const started = performance.now();
    expect((await load(['--file', path, ...COLLEGEMSG])).code).toBe(0);
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
  });

  it('goes on where it stopped when it is stopped or refused, and not where it never was', async () => {
    const path = await writeLog(10_000, new Set([7, 5_000, 9_999]));
    const args = ['--file', path, ...COLLEGEMSG, '--batch', '500', '--in-flight', '2'];
    server.faultOf = (request) => (request >= 8 ? { kind: 'status', status: 403 } : undefined);
    const first = await load(args);
    expect(first.code).toBe(2);
    expect(first.err).toContain('scope ingest');
    expect(first.err).toContain('3,500 rows are loaded; the same command goes on from there.');
    server.faultOf = () => undefined;
    const second = await load(args);
    expect(second).toMatchObject({ code: 1, err: 'Going on behind line 3,500, where it stopped.\n' });
    expect(second.out).toContain('10,000 rows: 9,997 accepted, 3 rejected');
    expect(linesReceived()).toEqual(upTo(10_000).filter((n) => ![7, 5_000, 9_999].includes(n)));
    expect(await rejectedLines(path)).toEqual([7, 5_000, 9_999]);
  });

  it('begins anew with --restart, and for another mapping', async () => {
    const path = await writeLog(2_000);
    server.faultOf = (request) => (request === 2 ? { kind: 'status', status: 403 } : undefined);
    const args = ['--file', path, ...COLLEGEMSG, '--batch', '1000', '--in-flight', '1'];
    for (const again of [
      [...args, '--restart'],
      [...args, '--map', 'channel==chat'],
    ]) {
      server.requests = 0;
      expect((await load(args)).code).toBe(2);
      server.events.length = 0;
      const { code, err } = await load(again);
      expect(code).toBe(0);
      expect(err).not.toContain('Going on');
      expect(linesReceived()).toEqual(upTo(2_000));
    }
  });

  it('lets what is under way finish when it is stopped', async () => {
    const path = await writeLog(20_000);
    const stop = new AbortController();
    server.answerAfterMs = 20;
    server.faultOf = (request) => {
      if (request === 6) stop.abort();
      return undefined;
    };
    const args = ['--file', path, ...COLLEGEMSG, '--batch', '500'];
    const { code, err } = await load(args, KEY, stop);
    expect(code).toBe(2);
    expect(err).toContain('Stopped.');
    const before = server.events.length;
    expect(err).toContain(`${before.toLocaleString('en-US')} rows are loaded`);
    await load(args);
    expect(linesReceived()).toEqual(upTo(20_000));
  });

  it.each<[string, () => string[], string | undefined, string]>([
    ['a wrong key', () => [], 'gv_wrong', 'does not know this key (401)'],
    ['nobody at the address', () => ['--url', 'http://127.0.0.1:9'], KEY, 'Is the server running (npm start)'],
    ['an address of something else', () => ['--url', `${server.url}/elsewhere/`], KEY, 'Check --url'],
    ['no such file', () => ['--file', join(folder, 'none')], KEY, 'there is no such file'],
    ['a folder', () => ['--file', folder], KEY, 'is not a file'],
    [
      'a place for the state that cannot be written',
      () => ['--state', '/proc/none/s'],
      KEY,
      'Name another place with --state',
    ],
  ])('ends with one clear sentence and exit code 2: %s', async (_, more, key, words) => {
    const path = await writeLog(10);
    server.faultOf = () =>
      more().some((arg) => arg.includes('elsewhere'))
        ? { kind: 'status', status: 404, body: 'nothing here' }
        : undefined;
    const { code, err } = await load(['--file', path, ...COLLEGEMSG, ...more()], key);
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('import, killed', () => {
  const PROGRAM = resolve(import.meta.dirname, '../../dist/apps/api/src/commands/import.js');

  it('has sent every line when it is killed at random moments and run again', async () => {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: run npm test, or npm run build first.`);
    const lines = 40_000;
    const bad = new Set([3, 11_111, 22_222, 39_999]);
    const path = await writeLog(lines, bad);
    server.answerAfterMs = 10;
    const args = [PROGRAM, '--file', path, ...COLLEGEMSG, '--batch', '200', '--url', server.url];
    let [kills, code] = [0, null as number | null];
    for (let run = 0; code === null && run < 50; run++) {
      const before = server.events.length;
      const child = spawn(process.execPath, args, { env: { ...process.env, GRAPEVINE_KEY: KEY }, stdio: 'ignore' });
      const exited = once(child, 'exit');
      if (run < 6) {
        // Counted from the first acknowledgement of this run: starting takes longer on a busy machine.
        while (server.events.length === before && child.exitCode === null) await sleep(5);
        await sleep(Math.random() * 400);
        if (child.kill('SIGKILL')) kills += 1;
      }
      code = ((await exited) as [number | null])[0];
    }
    expect({ code, violations: server.violations }).toEqual({ code: 1, violations: [] });
    expect(kills).toBeGreaterThan(0);
    expect([...new Set(linesReceived())]).toEqual(upTo(lines).filter((n) => !bad.has(n)));
    expect(await rejectedLines(path)).toEqual([...bad]);
    // It went on, and did not begin anew each time: what is lost by a kill is what was under way or not yet saved.
    expect(server.events.length).toBeLessThan(lines * 3);
  });
});

describeWith(['data'], 'import of real data', () => {
  it('loads CollegeMsg as the documentation says', async () => {
    const path = join(pathOf('data'), 'collegemsg/CollegeMsg.txt');
    const { code } = await load(['--file', path, ...COLLEGEMSG, '--state', join(folder, 'state.json')]);
    expect({ code, violations: server.violations }).toEqual({ code: 0, violations: [] });
    expect(linesReceived()).toEqual(upTo(59_835));
    expect(new Set(server.events.map((event) => event.member_id)).size).toBe(1_350);
  });
});
