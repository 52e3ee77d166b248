import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { collegeMsgEvents, readCollegeMsg } from '../support/college-msg.js';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { describeWith, pathOf } from '../support/requirements.js';

const DOCS = readFileSync(join(import.meta.dirname, '../../docs/analysts.md'), 'utf8');

/** The blocks of the page, in order: commands, and what they print. */
const blocks = [...DOCS.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind = '', text = '']) => ({ kind, text }));

describeWith(['data'], 'docs/analysts.md', () => {
  let grapevine: GrapevineProcess;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    await grapevine.api.sendAll(collegeMsgEvents(readCollegeMsg(pathOf('data'))), 5_000);
    await grapevine.api.drained();
  }, patience(180_000));
  afterAll(() => grapevine?.remove());

  it(
    'shows commands, and what they print',
    async () => {
      const env = { PATH: process.env.PATH, GRAPEVINE_URL: grapevine.url, GRAPEVINE_KEY: BOOTSTRAP_KEY };
      let printed = '';
      let compared = 0;
      for (const { kind, text } of blocks) {
        if (kind === 'python') continue;
        if (kind === 'sh') printed = (await promisify(execFile)('bash', ['-c', text], { env })).stdout;
        else {
          expect(printed.trim()).toBe(text.trim());
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(6);
    },
    patience(60_000),
  );

  it('shows a notebook an address that gives Parquet', async () => {
    const notebook = blocks.find(({ kind }) => kind === 'python')?.text ?? '';
    const [, path = ''] = /\{server\}([^"]+)"/.exec(notebook) ?? [];
    const headers = { authorization: `Bearer ${BOOTSTRAP_KEY}` };
    const response = await fetch(grapevine.url + path, { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([response.status, bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual([
      200,
      'PAR1',
      'PAR1',
    ]);
  });
});
