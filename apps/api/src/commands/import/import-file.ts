import { ImportError } from './import-error.js';
import { InputFile } from './input-file.js';
import { type Layout, layoutOf } from './layout.js';
import { load } from './load.js';
import type { ImportOptions } from './options.js';
import { duration } from './progress.js';
import { ProgressDisplay } from './progress-display.js';
import { RejectedFile, type RejectedRow } from './rejected-file.js';
import { importIdentity, type Progressed, StateFile } from './saved-state.js';
import { Sender } from './sender.js';
import type { Surroundings } from './surroundings.js';

/** Often enough to lose little, seldom enough to cost nothing: what is sent twice counts once. */
const SAVE_EVERY_MS = 250;

/**
 * Imports one file from where an earlier run stopped, or from its beginning.
 *
 * @throws ImportError when it could not finish; how far it came is saved then
 */
export async function importFile(options: ImportOptions, surroundings: Surroundings): Promise<Progressed> {
  const file = await InputFile.open(options.file);
  try {
    const settings = [options.format, options.header, options.mappings, options.url];
    const state = new StateFile(options.statePath, importIdentity(file.identity, settings, options.key));
    const layout = await layoutOf(options, file);
    const saved = await resumable(options, state, surroundings);
    const from = saved ?? { position: layout.begin, accepted: 0, rejected: 0, rejectedBytes: 0 };
    const rejected = await openRejected(options, from.rejectedBytes);
    try {
      return await new FileImport(options, surroundings, file, state, rejected, from).run(layout);
    } finally {
      await rejected.close();
    }
  } finally {
    await file.close();
  }
}

async function resumable(options: ImportOptions, state: StateFile, { stderr }: Surroundings) {
  const saved = options.restart ? undefined : await state.load();
  if (saved === 'another') {
    stderr.write('What stopped before was the import of another file, mapping, server or key: beginning anew.\n');
    return undefined;
  }
  if (saved) stderr.write(`Going on behind line ${count(saved.position.line)}, where it stopped.\n`);
  return saved;
}

function openRejected({ rejectedPath }: ImportOptions, bytes: number): Promise<RejectedFile> {
  return RejectedFile.open(rejectedPath, bytes).catch((error: Error) => {
    throw new ImportError(`Cannot go on with ${rejectedPath} (${error.message}). Add --restart to begin anew.`);
  });
}

/** One run over one file: sends, shows, saves. */
class FileImport {
  private readonly display: ProgressDisplay;
  private latest: Progressed;
  private savedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly options: ImportOptions,
    private readonly surroundings: Surroundings,
    private readonly file: InputFile,
    private readonly state: StateFile,
    private readonly rejected: RejectedFile,
    private readonly from: Progressed,
  ) {
    this.latest = from;
    this.display = new ProgressDisplay(surroundings.stderr, file.identity.size, snapshotOf(from));
  }

  async run(layout: Layout): Promise<Progressed> {
    const started = performance.now();
    try {
      await this.load(layout);
    } catch (error) {
      throw await this.saved(error as Error);
    } finally {
      this.display.end();
    }
    await this.state.remove();
    this.surroundings.stdout.write(this.summary((performance.now() - started) / 1000));
    return this.latest;
  }

  private async load({ read, columnNames }: Layout): Promise<void> {
    const { options, surroundings, file, rejected, from } = this;
    const { url, key, mappings, batchRows, inFlight } = options;
    const { patience, stop } = surroundings;
    const sender = new Sender({ url, key, patience, stop, onWait: (reason) => this.display.wait(reason) });
    const send = (body: string) => sender.send(body);
    const onProgress = (done: Progressed, first: RejectedRow | undefined) => this.progress(done, first);
    await load({ file, read, mappings, columnNames, from, rejected, batchRows, inFlight, send, onProgress, stop });
    if (stop.aborted && this.latest.position.offset < file.identity.size) throw new ImportError('Stopped.');
  }

  private async progress(done: Progressed, firstRejected: RejectedRow | undefined): Promise<void> {
    if (this.latest.rejected === 0 && firstRejected) {
      const { line, field, message } = firstRejected;
      this.display.note(`The first rejected row is line ${line}: ${field ? `${field} ` : ''}${message}.`);
    }
    this.latest = done;
    this.display.update(snapshotOf(done));
    if (performance.now() - this.savedAt < SAVE_EVERY_MS) return;
    this.savedAt = performance.now();
    await this.state.save(done);
  }

  /** Saves how far it came, and says so behind what ended the run. */
  private async saved(error: Error): Promise<Error> {
    if (this.latest === this.from) return error;
    await this.state.save(this.latest);
    const loaded = `${count(rowsOf(this.latest))} rows are loaded; the same command goes on from there.`;
    return error instanceof ImportError ? new ImportError(`${error.message}\n${loaded}`) : error;
  }

  private summary(seconds: number): string {
    const { accepted, rejected } = this.latest;
    const rate = Math.round((rowsOf(this.latest) - rowsOf(this.from)) / Math.max(seconds, 0.001));
    const rows = `${count(accepted + rejected)} rows: ${count(accepted)} accepted, ${count(rejected)} rejected`;
    const where = rejected > 0 ? `The rejected rows and why: ${this.rejected.path}\n` : '';
    return `${rows} (${duration(seconds)}, ${count(rate)} rows/s).\n${where}`;
  }
}

const count = (value: number): string => value.toLocaleString('en-US');
const rowsOf = ({ accepted, rejected }: Progressed): number => accepted + rejected;
const snapshotOf = (done: Progressed) => ({
  bytes: done.position.offset,
  rows: rowsOf(done),
  rejected: done.rejected,
});
