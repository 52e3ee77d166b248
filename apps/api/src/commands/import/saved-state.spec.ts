import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RejectedFile } from './rejected-file.js';
import { importIdentity, StateFile } from './saved-state.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grapevine-state-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const DONE = { position: { offset: 100, line: 4 }, accepted: 3, rejected: 1, rejectedBytes: 55 };

describe('StateFile', () => {
  it('gives back what was saved, to the same import only', async () => {
    const path = join(folder, 'state.json');
    await new StateFile(path, 'one').save(DONE);
    expect(await new StateFile(path, 'one').load()).toEqual(DONE);
    expect(await new StateFile(path, 'two').load()).toBe('another');
    await new StateFile(path, 'one').remove();
    expect(await new StateFile(path, 'one').load()).toBeUndefined();
  });

  it('refuses a damaged file and says how to go on', async () => {
    const path = join(folder, 'damaged.json');
    for (const text of ['', '{', '{"version":2}']) {
      await writeFile(path, text);
      await expect(new StateFile(path, 'one').load()).rejects.toThrow('--restart');
    }
  });

  it('names another place where it cannot write', async () => {
    await expect(new StateFile(join(folder, 'none', 's.json'), 'one').save(DONE)).rejects.toThrow('--state');
  });
});

describe('importIdentity', () => {
  it('differs with the file, the settings and the key, and does not show the key', () => {
    const file = { size: 5, head: 'abc' };
    const all = [
      importIdentity(file, ['csv'], 'key'),
      importIdentity({ ...file, size: 6 }, ['csv'], 'key'),
      importIdentity({ ...file, head: 'abd' }, ['csv'], 'key'),
      importIdentity(file, ['ssv'], 'key'),
      importIdentity(file, ['csv'], 'other'),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(all.join()).not.toContain('key');
  });
});

describe('RejectedFile', () => {
  const row = (line: number) => ({ line, code: 'invalid_value' as const, message: 'is bad', row: 'x' });

  it('is not made before there is a rejected row, and then for its owner only', async () => {
    const path = join(folder, 'a.rejected.ndjson');
    const file = await RejectedFile.open(path, 0);
    await file.append([]);
    await expect(stat(path)).rejects.toThrow('ENOENT');
    await file.append([row(1)]);
    await file.close();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(file.size).toBe((await stat(path)).size);
  });

  it('takes back what was written after the last save', async () => {
    const path = join(folder, 'b.rejected.ndjson');
    const first = await RejectedFile.open(path, 0);
    await first.append([row(1)]);
    const saved = first.size;
    await first.append([row(2)]);
    await first.close();
    const second = await RejectedFile.open(path, saved);
    await second.append([row(2), row(3)]);
    await second.close();
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).line)).toEqual([1, 2, 3]);
  });
});
