import { join } from 'node:path';
import type { Config } from '@grapevine/config';
import type { ExportManifest } from '@grapevine/contracts';
import { ExportReceipts, type ExportRecord } from '@grapevine/database';
import {
  type Answered,
  chartOf,
  type ExportPeriod,
  exportFileName,
  headlineOf,
  idempotencyKey,
  manifestName,
  recentOf,
} from '@grapevine/exports';
import { noCost, Warehouse } from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../engines/tokens.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { CorrectionFinder } from './correction-finder.js';
import { DestinationKeeper } from './destination-keeper.js';
import type { Receipts } from './destinations/email.js';
import { openDestination } from './destinations/open-destination.js';
import { type WrittenFile, writeExportFile } from './export-file.js';
import { addressOf, ExportQuestions } from './export-questions.js';
import { type ExportTable, firstRows } from './export-table.js';
import type { RunWatch } from './run-watch.js';
import { Spool } from './spool.js';

/** Enough to see what comes, and nothing to wait for. */
const TEST_ROWS = 100;

/** One attempt at a run. */
interface Occasion {
  readonly runId: string;
  /** Nothing is sent where the period's last delivery had the same bytes. */
  readonly correction: boolean;
  /** Only the first rows, in a file that is named apart. */
  readonly test: boolean;
  readonly period: ExportPeriod;
  /** Every event that was acknowledged before then is stored; epoch milliseconds. */
  readonly watermark: number;
  readonly watch: RunWatch;
}

interface Made {
  readonly manifest: ExportManifest;
  /** What the file is made of. */
  readonly answered: Answered;
}

interface Delivered {
  readonly manifest: ExportManifest;
  readonly where: string;
}

/** Asks the question of an export, makes the file, and brings it where it belongs. */
@Injectable()
export class ExportDeliverer {
  private readonly spool: Spool;

  constructor(
    private readonly questions: ExportQuestions,
    private readonly corrections: CorrectionFinder,
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
    private readonly keeper: DestinationKeeper,
    private readonly receipts: ExportReceipts,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.spool = new Spool(join(config.dataDir, 'export-spool'));
  }

  /** Deletes files that killed processes have left. */
  async sweep(): Promise<void> {
    await this.spool.sweep();
  }

  /**
   * @returns undefined for a correction that corrects nothing
   * @throws DestinationError, and whatever keeps the question from being answered or the file from being made
   */
  async deliver(saved: ExportRecord, occasion: Occasion): Promise<Delivered | undefined> {
    let delivered: Delivered | undefined;
    await this.spool.use(occasion.runId, async (path) => {
      const { manifest, answered } = await this.make(path, saved, occasion);
      if (occasion.correction && manifest.restates?.changed === false) return;
      const workspace = await this.workspaces.get(saved.workspaceId);
      const destination = openDestination(saved.destination, {
        ...{ config: this.config, keeper: this.keeper, workspace },
        receipts: this.receiptsOf(occasion.runId),
      });
      const delivery = {
        ...{ dataPath: path, fileName: manifest.file, manifest, manifestName: manifestName(manifest.file) },
        ...{ idempotencyKey: manifest.idempotency_key, headline: headlineOf(answered, manifest, workspace.name) },
        recent: recentOf(answered),
        chart: () => draw(answered, manifest, workspace.name),
      };
      delivered = { manifest, ...(await destination.deliver(delivery, occasion.watch.signal)) };
    });
    return delivered;
  }

  private receiptsOf(runId: string): Receipts {
    return {
      of: (key) => this.receipts.of(runId, key),
      add: (key, receivers) => this.receipts.add(runId, key, receivers),
    };
  }

  private async make(path: string, saved: ExportRecord, occasion: Occasion): Promise<Made> {
    const { period, watch } = occasion;
    const asker = { question: 'export', signal: watch.signal, cost: noCost() };
    return this.warehouse.onBehalfOf(asker, async () => {
      const answer = await this.questions.ask(saved.workspaceId, saved.question, period);
      const table = occasion.test ? firstRows(answer, TEST_ROWS) : answer;
      const file = await writeExportFile(path, table, saved, watch);
      const last = occasion.test ? undefined : await this.corrections.lastDelivery(saved.id, period);
      const restates = last ? await this.corrections.restates(saved, period, last, file.sha256) : null;
      return { manifest: { ...manifestOf(saved, occasion, table, file), restates }, answered: table.answered };
    });
  }
}

function manifestOf(
  { id, name, filePrefix, question, format, compression }: ExportRecord,
  { runId, test, period, watermark }: Occasion,
  table: ExportTable,
  { rows, bytes, sha256 }: WrittenFile,
): Omit<ExportManifest, 'restates'> {
  return {
    manifest_version: 1,
    export: { id, name },
    run_id: runId,
    idempotency_key: idempotencyKey(test ? `${id}\ntest ${runId}` : id, period, sha256),
    file: exportFileName(test ? `test_${filePrefix}` : filePrefix, period, format, compression),
    ...{ format, compression, rows, test, bytes, sha256 },
    question: { of: question.of, address: addressOf(question, period) },
    period: { start: period.start, end: period.end },
    time_zone: table.timeZone,
    definition: table.definition,
    definition_version: table.definitionVersion,
    schema: table.head.columns.map(({ path: _, ...column }) => column),
    as_of: table.asOf,
    watermark: new Date(watermark).toISOString(),
  };
}

/** What draws is loaded by the first chart: no start waits for it. */
async function draw(answered: Answered, manifest: ExportManifest, workspace: string): Promise<Buffer | undefined> {
  const chart = chartOf(answered, manifest, workspace);
  if (!chart) return undefined;
  const { chartPng } = await import('./chart/chart-png.js');
  return chartPng(chart);
}
