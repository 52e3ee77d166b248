import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { describe, it } from '@jest/globals';

/** What a test may need that a clone and npm cannot give it. */
export type Requirement = 'redis' | 'chromium' | 'data';

interface Provision {
  /** Where it was found on this machine; undefined when it was not. */
  path: string | undefined;
  /** What is missing and how to get it, without a full stop. */
  missing: string;
}

const DATA_FOLDER = process.env.GRAPEVINE_TEST_DATA ?? resolve(import.meta.dirname, '../../../shared/data');

const PROVISIONS: Record<Requirement, Provision> = {
  redis: {
    path: onPath('redis-server', 'valkey-server'),
    missing: 'no redis-server or valkey-server on PATH; install one, for example: apt-get install redis-server',
  },
  chromium: {
    // Set but wrong is missing: falling back would test another browser than the one that was asked for.
    path: process.env.CHROMIUM_PATH
      ? executable(process.env.CHROMIUM_PATH)
      : onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
    missing: 'no Chromium on PATH or at CHROMIUM_PATH; install it, for example: apt-get install chromium',
  },
  data: {
    path: existsSync(DATA_FOLDER) ? DATA_FOLDER : undefined,
    missing: `no test data at ${DATA_FOLDER}; put it there, or set GRAPEVINE_TEST_DATA to its folder`,
  },
};

/**
 * The path of something that was required: the server's or browser's executable, or the data folder.
 * Call it where the test runs (`beforeAll`, `it`), not in the body of a describe, which is evaluated even when it is skipped.
 */
export function pathOf(requirement: Requirement): string {
  const { path, missing } = PROVISIONS[requirement];
  if (path === undefined) throw new Error(`This test needs ${requirement}: ${missing}.`);
  return path;
}

/**
 * A describe whose tests need something of the machine. Where it is missing they are skipped, and `npm test` says how many
 * and why; with REQUIRE_ALL=1 there is one failing test in their place, so that a machine that should have it cannot pass without.
 */
export function describeWith(requirements: readonly Requirement[], title: string, body: () => void): void {
  const missing = requirements.filter((name) => PROVISIONS[name].path === undefined);
  if (missing.length === 0) {
    describe(title, body);
    return;
  }
  const reason = missing.map((name) => `${name}: ${PROVISIONS[name].missing}`).join('; ');
  if (process.env.REQUIRE_ALL === '1') {
    describe(title, () => {
      it(`has ${missing.join(' and ')}`, () => {
        throw new Error(`REQUIRE_ALL=1, but ${reason}.`);
      });
    });
    return;
  }
  describe.skip(`${title} [skipped: ${reason}]`, body);
}

function onPath(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((candidate) => executable(candidate) !== undefined);
}

function executable(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}
