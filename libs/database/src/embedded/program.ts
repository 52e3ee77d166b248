import { type SpawnOptions, spawn } from 'node:child_process';

/** A system user that programs run as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** How a program ended: its exit code (null: by a signal) and what it printed on both streams. */
export interface ProgramResult {
  readonly code: number | null;
  readonly output: string;
}

export interface ProgramOptions {
  /** The directory it starts in; entered before the change of user, so that user need not be able to reach it. */
  readonly cwd: string;
  readonly account?: Account | null;
  /** A file descriptor that the program gets as /dev/fd/3. */
  readonly fd3?: number;
}

/**
 * The options common to every program that is started here. The environment is not handed on: it holds secrets, and
 * PG* variables or a locale in it would change what PostgreSQL does.
 */
export function spawnOptions({ cwd, account }: ProgramOptions): SpawnOptions {
  return {
    cwd,
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  };
}

/** Runs a program to its end. Rejects only if it could not be started at all. */
export function runProgram(file: string, args: readonly string[], options: ProgramOptions): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const stdio: SpawnOptions['stdio'] = ['ignore', 'pipe', 'pipe', options.fd3 ?? 'ignore'];
    const child = spawn(file, args, { ...spawnOptions(options), stdio });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
