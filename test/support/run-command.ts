import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const COMMANDS = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'api', 'src', 'commands');

export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of `npm run` as its script does, and waits for its end. @param environment all that it gets besides PATH */
export async function runCommand(
  name: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<CommandOutcome> {
  const child = spawn(process.execPath, [join(COMMANDS, `${name}.js`), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => {
    stdout += text;
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
