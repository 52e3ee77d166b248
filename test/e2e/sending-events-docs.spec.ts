import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { INGEST_LIMITS, type IngestResult, REJECT_CODES } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';

const DOCS = readFileSync(join(import.meta.dirname, '../../docs/sending-events.md'), 'utf8');

/** The indented blocks of the page, in order. */
const blocks = DOCS.split(/\n\n/)
  .filter((text) => text.startsWith('    '))
  .map((text) => text.replace(/^ {4}/gm, ''));

describe('docs/sending-events.md', () => {
  let grapevine: GrapevineProcess;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
  }, 120_000);
  afterAll(() => grapevine?.remove());

  it('shows commands that do what it says', async () => {
    const answers: IngestResult[] = [];
    for (const block of blocks) {
      if (block.startsWith('{')) {
        // What the page shows of an answer is the answer of the command above, whatever its batch is called.
        expect({ ...answers.at(-1), batch_id: '' }).toEqual({ ...JSON.parse(block), batch_id: '' });
        continue;
      }
      const command = block.replaceAll('http://127.0.0.1:4000', grapevine.url);
      const environment = { PATH: process.env.PATH, KEY: BOOTSTRAP_KEY };
      const { stdout } = await promisify(execFile)('bash', ['-c', command], { env: environment });
      answers.push(JSON.parse(stdout));
    }
    expect(answers.map(({ accepted, rejected }) => [accepted, rejected.length])).toEqual([
      [1, 0],
      [2, 0],
      [2, 0],
      [1, 1],
    ]);
    expect((await grapevine.api.drained()).events).toMatchObject({
      accepted: 6,
      stored: 6,
      rejected: { invalid_value: 1 },
    });
    expect(await grapevine.api.values({ metric: 'active_members', grain: 'day' })).toEqual({ '2013-12-19': 2 });
  });

  it('names every code and the limits that hold', () => {
    const codes = [...DOCS.matchAll(/^\| `([a-z_]+)` \| [^|]+ \|$/gm)].map(([, code]) => code);
    expect(codes.sort()).toEqual([...REJECT_CODES].sort());
    expect(DOCS).toContain(`| events in a request | ${INGEST_LIMITS.events.toLocaleString('en-US')} |`);
    expect(DOCS).toContain(`| a request after unpacking | ${INGEST_LIMITS.bodyBytes / 1024 / 1024} MiB |`);
    expect(DOCS).toContain(`| an event | ${INGEST_LIMITS.eventBytes / 1024} KiB of JSON |`);
    expect(DOCS).toContain(`| how far ahead an event may lie | ${INGEST_LIMITS.futureMs / 3_600_000} hour |`);
  });
});
