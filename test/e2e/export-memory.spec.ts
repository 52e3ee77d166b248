import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClickHouseFront } from '../support/clickhouse-front.js';
import { runToEnd, saveExport } from '../support/exporting.js';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';

/**
 * A log larger than what may be held of it. The requirement is proved with GRAPEVINE_EXPORT_EVENTS=1000000; fewer are as good a proof that
 * memory does not grow with the log, as long as they are several times what is allowed.
 */
const EVENTS = Number(process.env.GRAPEVINE_EXPORT_EVENTS ?? 150_000);
const MOST_EXTRA_MIB = 256;
/** Of a run of a saved export, which has a row group in memory. */
const MOST_RUN_MIB = 512;

/** How another program reads each format. Of NDJSON the last line is no event. */
const READ_AS = { ndjson: 'JSONEachRow', csv: 'CSVWithNames', parquet: 'Parquet', arrow: 'ArrowStream' } as const;

/** Half a year of events of all kinds, straight into the log: nothing else is asked of it here. */
const FILL = `INSERT INTO events
  SELECT 1, 1, toDate32('2013-07-01') + number % 180, ['message.sent', 'message.read', 'member.active'][1 + number % 3],
    toFixedString(reinterpretAsString(sipHash128(number)), 16), toFixedString(reinterpretAsString(sipHash128(number, 1)), 16),
    toDateTime64('2013-07-01 12:00:00', 3, 'UTC') + toIntervalDay(number % 180), 1 + number % 100000, 0,
    toFixedString(reinterpretAsString(sipHash128(number, 2)), 16), toFixedString(reinterpretAsString(sipHash128(number, 3)), 16),
    'chat', '', ['ios', 'android'][1 + number % 2], '', 'DE', concat('2.', toString(number % 30)), '', map('plan', 'pro')
  FROM numbers(${EVENTS})`;

describe(`the export of ${EVENTS.toLocaleString('en-US')} events`, () => {
  let grapevine: GrapevineProcess;
  let warehouse: ClickHouseFront;
  let reader: ClickHouseFront;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-export-'));
    reader = await ClickHouseFront.start();
    warehouse = await ClickHouseFront.start({ database: 'grapevine' });
    grapevine = await GrapevineProcess.start({ environment: { CLICKHOUSE_URL: warehouse.url } });
    await warehouse.query(FILL);
  }, patience(180_000));
  afterAll(async () => {
    await grapevine?.remove();
    await warehouse?.remove();
    await reader?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Saves an answer. @returns its trailers */
  async function download(format: string, path: string): Promise<IncomingMessage['trailers']> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { authorization: `Bearer ${BOOTSTRAP_KEY}` };
      get(`${grapevine.url}/v1/events/export?format=${format}`, { headers }, resolve).on('error', reject);
    });
    expect(response.statusCode).toBe(200);
    await pipeline(response, createWriteStream(path));
    return response.trailers;
  }

  /** Resident memory of the server as Linux counts it, in MiB: now, or the most since forgetPeak(). */
  async function memory(which: 'VmRSS' | 'VmHWM'): Promise<number> {
    const status = await readFile(`/proc/${grapevine.pid}/status`, 'utf8');
    return Number(new RegExp(`^${which}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  }
  const forgetPeak = () => writeFile(`/proc/${grapevine.pid}/clear_refs`, '5');

  /** Every event of the log, once, as another program reads the file. */
  async function expectWhole(path: string, readAs: string): Promise<void> {
    const [read] = await reader.query(
      `SELECT count() AS events, uniqExact(event_key) AS keys, sum(member_no) AS members, uniqExact(day) AS days, count(message_key) AS messages
       FROM file('${path}', '${readAs}') WHERE event_key != ''`,
    );
    const members = Array.from({ length: EVENTS }, (_, i) => 1 + (i % 100_000)).reduce((a, b) => a + b, 0);
    expect(read).toEqual({ events: EVENTS, keys: EVENTS, members, days: 180, messages: EVENTS });
  }

  it.each(Object.entries(READ_AS))(
    'as %s is whole, says how many there are, and takes little memory',
    async (format, readAs) => {
      const path = join(folder, format);
      const before = await memory('VmRSS');
      await forgetPeak();
      const trailers = await download(format, path);
      const extra = (await memory('VmHWM')) - before;
      process.stderr.write(
        `export of ${EVENTS} events as ${format}: ${Math.round(extra)} MiB beside ${Math.round(before)}\n`,
      );
      expect(extra).toBeLessThan(MOST_EXTRA_MIB);
      expect(trailers['grapevine-rows']).toBe(String(EVENTS));
      await expectWhole(path, readAs);
    },
    patience(180_000),
  );

  it.each([
    ['parquet', 'none', 'Parquet'],
    ['ndjson', 'gzip', 'JSONEachRow'],
  ] as const)(
    'by a run of a saved export as %s (%s) is whole, and takes little memory',
    async (format, compression, readAs) => {
      const range = { kind: 'fixed', from: '2013-07-01', to: '2013-12-27' } as const;
      const asked = { name: format, question: { of: 'events', parameters: {} }, range, format, compression } as const;
      const saved = await saveExport(grapevine.api, asked);
      const before = await memory('VmRSS');
      await forgetPeak();
      const { manifest, delivered_to: path, started_at, finished_at } = await runToEnd(grapevine.api, saved.id);
      const extra = (await memory('VmHWM')) - before;
      const seconds = (Date.parse(finished_at ?? '') - Date.parse(started_at ?? '')) / 1_000;
      process.stderr.write(
        `run of ${EVENTS} events as ${format}: ${Math.round(extra)} MiB beside ${Math.round(before)}, ${Math.round(EVENTS / seconds)} rows/s, ${manifest?.bytes} bytes\n`,
      );
      expect(extra).toBeLessThan(MOST_RUN_MIB);
      expect(manifest?.rows).toBe(EVENTS);
      await expectWhole(path ?? '', readAs);
    },
    patience(300_000),
  );
});
