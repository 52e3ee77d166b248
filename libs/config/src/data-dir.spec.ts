import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeDataDir } from './data-dir.js';

describe('makeDataDir', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-data-dir-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('makes the folder and those around it, and is content with one that is there', async () => {
    const path = join(folder, 'a', 'b', 'c');
    await Promise.all([makeDataDir(path), makeDataDir(path)]);
    await makeDataDir(path);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it.each(['/proc/grapevine/data', '/proc/grapevine'])('says at once that there can be no %s', async (path) => {
    await expect(makeDataDir(path)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(
        /DATA_DIR cannot be made \(ENOENT.*\/proc\/grapevine.*\): name a folder on a disk/,
      ),
    });
  });

  it('says that a file is in the way', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    for (const wrong of [path, join(path, 'data')]) {
      await expect(makeDataDir(wrong)).rejects.toThrow(/DATA_DIR cannot be made \(.*file/);
    }
  });
});
