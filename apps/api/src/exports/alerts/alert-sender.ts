import { createHash } from 'node:crypto';
import type { Config } from '@grapevine/config';
import type { ExportFailure } from '@grapevine/contracts';
import { type AlertRecord, type DueAlert, ExportAlerts } from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { CONFIG, LOGGER } from '../../engines/tokens.js';
import { WorkspaceStore } from '../../workspaces/workspace-store.js';
import { DestinationKeeper } from '../destination-keeper.js';
import { DestinationError } from '../destinations/destination.js';
import { signedPost } from '../destinations/signed-post.js';
import { Mailer, NO_MAIL } from '../mail/mailer.js';
import { failureOf as attemptFailureOf } from '../run-failure.js';
import { alertKey, failureMail, failureOf } from './export-failure.js';

/** An hour and a half, as of runs. */
const MOST_ATTEMPTS = 14;

/** Tells people or programs of runs that failed for good: at least once, under the same key. */
@Injectable()
export class AlertSender implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    private readonly alerts: ExportAlerts,
    private readonly workspaces: WorkspaceStore,
    private readonly keeper: DestinationKeeper,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A stop does not wait for a receiver: the next start tells it again. */
  beforeApplicationShutdown(): void {
    this.stopping.abort(new Error('The server stops.'));
  }

  /** @throws Error of an attempt after which another one follows: it is on record by then */
  async send(runId: string): Promise<void> {
    const due = await this.alerts.begin(runId);
    if (!due) return;
    // Since it failed somebody has decided that nobody is to be told.
    if (!due.alert) return this.alerts.drop(runId);
    try {
      const { name } = await this.workspaces.get(due.workspaceId);
      const unserved = await this.tell(due.alert, failureOf(due, name), due.workspaceId);
      await this.alerts.sent(runId, unserved);
      this.logger.info({ exportId: due.exportId, runId }, 'An alert is sent.');
    } catch (error) {
      if (this.stopping.signal.aborted) throw error;
      await this.recordFailure(due, error);
    }
  }

  /** @returns what some of several receivers met, where others were told */
  private async tell(alert: AlertRecord, failure: ExportFailure, workspaceId: number): Promise<string | null> {
    const idleMs = this.config.exportIdleSeconds * 1_000;
    if (alert.kind === 'webhook') {
      const body = Buffer.from(JSON.stringify(failure));
      const content = {
        ...{ what: 'the alert', type: 'application/json', bytes: body.length, body: once(body) },
        ...{ sha256: createHash('sha256').update(body).digest('hex'), idempotencyKey: alertKey(failure) },
      };
      const limits = { privateAddresses: this.config.exportsToPrivateAddresses, idleMs };
      await signedPost(this.keeper.addressOf(workspaceId, alert), content, limits, this.stopping.signal);
      return null;
    }
    const { mail } = this.config;
    if (!mail) throw new DestinationError(NO_MAIL, false);
    const message = failureMail(failure, alert.to, mail.from.address);
    const { taken, refused } = await new Mailer(mail, idleMs).send(message, this.stopping.signal);
    if (refused.length === 0) return null;
    const who = refused.map(({ address, reply }) => `${address} (${reply})`).join(', ');
    const words = `The mail server takes no mail for ${who}.`;
    // Whoever was told is not told again for the sake of the others.
    if (taken.length > 0) return words;
    throw new DestinationError(
      words,
      refused.some(({ forNow }) => forNow),
    );
  }

  private async recordFailure({ runId, exportId, alertAttempts }: DueAlert, error: unknown): Promise<void> {
    const { message, retry, isFault } = attemptFailureOf(error, this.config);
    if (isFault) {
      const { stack } = error as Error;
      this.logger.error({ runId, error: stack ?? String(error) }, 'An attempt at an alert met a fault.');
    }
    const isOver = !retry || alertAttempts >= MOST_ATTEMPTS;
    await this.alerts.failed(runId, message, isOver);
    if (!isOver) throw new Error(message);
    this.logger.error({ exportId, runId, error: message }, 'An alert cannot be sent, and is not tried again.');
  }
}

async function* once(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}
