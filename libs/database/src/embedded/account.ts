import { chown, lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './error.js';
import { type Account, runProgram } from './program.js';

const USER = 'postgres';

/**
 * Whom PostgreSQL runs as. PostgreSQL refuses to run as root, so root gets the owner of the existing cluster (user ids
 * differ between images and machines) or else the user `postgres`, made if missing. Anyone else runs it as themselves.
 * @returns null where no change of user is needed.
 */
export async function accountFor(clusterDir: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(clusterDir).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = (await lookUpUser()) ?? (await createUser());
  // A cluster of root's is one that root copied or restored.
  if (owner) await giveTree(clusterDir, account);
  return account;
}

/** Gives one file or directory to the account; without an account it is ours already. */
export async function giveTo(path: string, account: Account | null): Promise<void> {
  if (!account) return;
  await chown(path, account.uid, account.gid).catch((error: Error) => {
    throw new EmbeddedPostgresError(
      `Cannot give ${path} to the user ${USER} (${error.message}). Put DATA_DIR on a file system that allows it, ` +
        'start Grapevine as an ordinary user, or set DATABASE_URL.',
    );
  });
}

async function giveTree(dir: string, account: Account): Promise<void> {
  await giveTo(dir, account);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
}

async function lookUpUser(): Promise<Account | null> {
  const uid = await runProgram('id', ['-u', USER], { cwd: '/' });
  const gid = await runProgram('id', ['-g', USER], { cwd: '/' });
  return uid.code === 0 && gid.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : null;
}

async function createUser(): Promise<Account> {
  const problems: string[] = [];
  const commands: [string, string[]][] = [
    ['groupadd', ['--system', USER]],
    [
      'useradd',
      ['--system', '--gid', USER, '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/false', USER],
    ],
  ];
  for (const [command, args] of commands) {
    const done = await runProgram(command, args, { cwd: '/' }).catch((error: Error) => ({
      code: 1,
      output: error.message,
    }));
    if (done.code !== 0) problems.push(done.output.trim());
  }
  // The group may have been there, or another process may have been quicker: what counts is whether the user exists now.
  const account = await lookUpUser();
  if (account) return account;
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and the user ${USER} could not be created (${problems.join('; ')}). ` +
      'Create it, start Grapevine as an ordinary user, or set DATABASE_URL.',
  );
}
