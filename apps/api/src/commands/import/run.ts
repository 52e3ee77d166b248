import { ImportError } from './import-error.js';
import { importFile } from './import-file.js';
import { parseOptions, USAGE } from './options.js';
import type { Surroundings } from './surroundings.js';

const EXIT = { allAccepted: 0, someRejected: 1, unfinished: 2 } as const;

/** The whole command; gives the exit code. */
export async function runImport(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const options = parseOptions(args, surroundings.key);
    if (!options) {
      surroundings.stdout.write(USAGE);
      return EXIT.allAccepted;
    }
    const done = await importFile(options, surroundings);
    return done.rejected > 0 ? EXIT.someRejected : EXIT.allAccepted;
  } catch (error) {
    if (!(error instanceof ImportError) && !isSystemError(error)) throw error;
    surroundings.stderr.write(`${error.message}\n`);
    return EXIT.unfinished;
  }
}

/** A full disk, a file that went away: the operating system's own words say it best. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;
